#include "ui/pages/users_page.h"

#include "models/user_model.h"
#include "ui/tables/paged_table_view.h"

#include <QCheckBox>
#include <QLineEdit>

namespace movr {

namespace {

// The filters' names in the settings.
const QString nameKey = QStringLiteral("name");
const QString ownersKey = QStringLiteral("owners");
const QString removedKey = QStringLiteral("removed");
const QString userKey = QStringLiteral("user");

} // namespace

UsersPage::UsersPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new UserModel, QStringLiteral("users"), tr("users"), parent),
      m_model(static_cast<UserModel *>(view()->model()))
{
    m_name = bar()->addSearch(tr("&Name:"), tr("Beginning of a last name, first name or username."),
                              tr("Begins with…"));
    m_owners = bar()->addCheck(tr("&Owners only"), tr("Shows only users who own a vehicle."));
    m_removed = bar()->addCheck(tr("Sho&w removed"), tr("Shows removed users, too."));
    followChanges({RowKind::User, -1, {RowKind::Ride}});
    view()->setAccessibleName(title());
    setAccessibleName(title());
}

QString UsersPage::title() const
{
    return tr("Users");
}

QIcon UsersPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("system-users"));
}

Selection UsersPage::selection() const
{
    const int row = view()->selectedRow();
    return row < 0 ? Selection() : Selection(m_model->row(row));
}

UserFilter UsersPage::filter() const
{
    UserFilter filter;
    filter.namePrefix = m_name->text().trimmed();
    if (m_owners->isChecked())
        filter.owner = true;
    filter.withRemoved = m_removed->isChecked();
    filter.id = m_user;
    return filter;
}

Selection UsersPage::rowAt(int row) const
{
    return m_model->row(row);
}

ViewQuery UsersPage::viewQuery() const
{
    return queryOf<UserQuery>(m_model, filter());
}

void UsersPage::ask(const PageRequest &request)
{
    askFleet<UserQuery>(&Fleet::users, m_model, filter(), request);
}

void UsersPage::askPositions(quint64 wanted)
{
    askFleetForPositions<UserQuery>(m_model, filter(), wanted);
}

void UsersPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<UserFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_name->setText(wanted->namePrefix);
        m_owners->setChecked(wanted->owner.value_or(false));
        m_removed->setChecked(wanted->withRemoved || wanted->id);
        m_user = wanted->id;
    });
}

QList<FilterChip> UsersPage::chips() const
{
    QList<FilterChip> chips;
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        chips.append({nameKey, tr("Name begins with “%1”").arg(name)});
    if (m_owners->isChecked())
        chips.append({ownersKey, tr("Owners only")});
    if (m_removed->isChecked())
        chips.append({removedKey, tr("Removed ones shown")});
    appendChip(chips, userKey, tr("User"), m_user);
    return chips;
}

void UsersPage::resetFilters()
{
    for (const QString &name : {nameKey, ownersKey, removedKey, userKey})
        removeFilter(name);
}

void UsersPage::removeFilter(const QString &name)
{
    if (name == nameKey)
        m_name->clear();
    else if (name == ownersKey)
        m_owners->setChecked(false);
    else if (name == removedKey)
        m_removed->setChecked(false);
    else if (name == userKey)
        m_user.reset();
}

QVariantMap UsersPage::saveFilters() const
{
    return {{nameKey, m_name->text()},
            {ownersKey, m_owners->isChecked()},
            {removedKey, m_removed->isChecked()},
            {userKey, saveRow(m_user)}};
}

void UsersPage::restoreFilters(const QVariantMap &values)
{
    m_name->setText(values.value(nameKey).toString());
    m_owners->setChecked(values.value(ownersKey).toBool());
    m_removed->setChecked(values.value(removedKey).toBool());
    m_user = restoreRow(values.value(userKey));
}

} // namespace movr
