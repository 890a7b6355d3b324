#pragma once

#include "models/typed_paged_model.h"

namespace movr {

class UserModel : public TypedPagedModel<User>
{
    Q_OBJECT

public:
    enum Column { Username, Name, Email, City, Owner, Id, ColumnCount };

    explicit UserModel(QObject *parent = nullptr);

    const QList<ColumnInfo> &columns() const override { return m_columns; }
    UserSort sortKey() const { return UserSort::Name; }

protected:
    QString text(const User &user, int column) const override;
    QVariant sortValue(const User &user, int column) const override;
    QString tooltip(const User &user, int column) const override;
    Meaning meaning(const User &user, int column) const override;

private:
    QList<ColumnInfo> m_columns;
};

} // namespace movr
