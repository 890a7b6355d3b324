#include "models/user_model.h"

#include "models/presentation/words.h"

namespace movr {

UserModel::UserModel(QObject *parent) : TypedPagedModel<User>(parent)
{
    m_columns = {
        {tr("Username"), tr("The name they sign in with, or that they were removed."), false, false, 20},
        {tr("Name"), tr("Last name, first name."), false, true, 24},
        {tr("E-mail"), tr("E-mail address."), false, false, 32},
        {tr("City"), tr("The city decides in which partition the user lives."), false, false, 13},
        {tr("Owner"), tr("Whether they own a vehicle."), false, false, 7},
        {tr("Id"), tr("The first eight characters of the user's id."), false, false, 9},
    };
    setInitialSort(Name, Qt::AscendingOrder);
}

QString UserModel::text(const User &user, int column) const
{
    switch (column) {
    case Username:
        return words::username(user.username);
    case Name:
        if (user.firstName.isEmpty() || user.lastName.isEmpty())
            return user.lastName + user.firstName;
        return tr("%1, %2").arg(user.lastName, user.firstName);
    case Email:
        return user.email;
    case City:
        return words::city(user.city);
    case Owner:
        return words::yesNo(user.isOwner);
    case Id:
        return words::shortId(user.id);
    default:
        return {};
    }
}

QVariant UserModel::sortValue(const User &user, int column) const
{
    switch (column) {
    case Username:
        return user.username;
    case City:
        return user.city;
    case Owner:
        return user.isOwner;
    case Id:
        return user.id;
    default:
        return text(user, column);
    }
}

QString UserModel::tooltip(const User &user, int column) const
{
    switch (column) {
    case Username:
        return user.removed() ? tr("This user was removed; their rides are kept.") : user.username;
    case Id:
        return words::fullId(user.id);
    default:
        return text(user, column);
    }
}

Meaning UserModel::meaning(const User &user, int) const
{
    return user.removed() ? Meaning::Muted : Meaning::Neutral;
}

} // namespace movr
