#include "ui/pages/users_page.h"

#include "models/user_model.h"
#include "ui/pages/filter_bar.h"
#include "ui/tables/paged_table_view.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QToolButton>

namespace movr {

UsersPage::UsersPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new UserModel, QStringLiteral("users"), tr("users"), parent),
      m_model(static_cast<UserModel *>(view()->model()))
{
    m_name = bar()->addSearch(tr("&Name:"), tr("Beginning of a last name, first name or username."));
    m_owners = bar()->addCheck(tr("&Owners only"), tr("Shows only users who own a vehicle."));
    m_removed = bar()->addCheck(tr("Show re&moved"), tr("Shows removed users, too."));
    m_userChip = bar()->addChip();
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

void UsersPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<UserFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_name->setText(wanted->namePrefix);
        m_owners->setChecked(wanted->owner.value_or(false));
        m_removed->setChecked(wanted->withRemoved || wanted->id);
        setLinked(wanted->id);
    });
}

void UsersPage::setLinked(const std::optional<RowId> &user)
{
    m_user = user;
    bar()->setChip(m_userChip, chipText(tr("User"), user));
}

QString UsersPage::filterText() const
{
    QStringList parts;
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        parts.append(tr("name begins with “%1”").arg(name));
    if (m_owners->isChecked())
        parts.append(tr("owners only"));
    if (m_removed->isChecked())
        parts.append(tr("removed ones shown"));
    if (m_user)
        parts.append(chipText(tr("user"), m_user));
    return parts.join(tr(", "));
}

void UsersPage::resetFilters()
{
    m_name->clear();
    m_owners->setChecked(false);
    m_removed->setChecked(false);
    setLinked({});
}

void UsersPage::closeChip(QToolButton *)
{
    setLinked({});
}

QVariantMap UsersPage::saveFilters() const
{
    return {{QStringLiteral("name"), m_name->text()},
            {QStringLiteral("owners"), m_owners->isChecked()},
            {QStringLiteral("removed"), m_removed->isChecked()}};
}

void UsersPage::restoreFilters(const QVariantMap &values)
{
    m_name->setText(values.value(QStringLiteral("name")).toString());
    m_owners->setChecked(values.value(QStringLiteral("owners")).toBool());
    m_removed->setChecked(values.value(QStringLiteral("removed")).toBool());
}

} // namespace movr
