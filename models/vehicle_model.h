#pragma once

#include "models/typed_paged_model.h"

namespace movr {

class VehicleModel : public TypedPagedModel<Vehicle>
{
    Q_OBJECT

public:
    enum Column { Id, City, Type, Brand, Color, Status, Location, Owner, Added, ColumnCount };

    explicit VehicleModel(QObject *parent = nullptr);

    const QList<ColumnInfo> &columns() const override { return m_columns; }
    VehicleSort sortKey() const;

protected:
    QString text(const Vehicle &vehicle, int column) const override;
    QVariant sortValue(const Vehicle &vehicle, int column) const override;
    QString tooltip(const Vehicle &vehicle, int column) const override;
    QString keyText(const PageKey &key) const override;
    Meaning meaning(const Vehicle &vehicle, int column) const override;

private:
    QList<ColumnInfo> m_columns;
};

} // namespace movr
