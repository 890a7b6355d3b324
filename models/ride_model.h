#pragma once

#include "models/typed_paged_model.h"

namespace movr {

class RideModel : public TypedPagedModel<Ride>
{
    Q_OBJECT

public:
    enum Column { Id, City, Rider, VehicleName, From, To, Start, End, Length, ColumnCount };

    explicit RideModel(QObject *parent = nullptr);

    const QList<ColumnInfo> &columns() const override { return m_columns; }
    RideSort sortKey() const { return RideSort::StartTime; }

protected:
    QString text(const Ride &ride, int column) const override;
    QVariant sortValue(const Ride &ride, int column) const override;
    QString tooltip(const Ride &ride, int column) const override;
    QString keyText(const PageKey &key) const override;
    Meaning meaning(const Ride &ride, int column) const override;

private:
    QList<ColumnInfo> m_columns;
};

} // namespace movr
