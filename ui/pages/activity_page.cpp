#include "ui/pages/activity_page.h"

#include "models/action_model.h"
#include "models/presentation/words.h"
#include "ui/pages/filter_bar.h"
#include "ui/tables/paged_table_view.h"

#include <QCheckBox>
#include <QToolButton>

namespace movr {

ActivityPage::ActivityPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new ActionModel, QStringLiteral("activity"), tr("activity"), parent),
      m_model(static_cast<ActionModel *>(view()->model()))
{
    m_refused = bar()->addCheck(tr("Refused &only"), tr("Shows only what a rule has refused."));
    m_subjectChip = bar()->addChip();
    view()->setAccessibleName(title());
    setAccessibleName(title());
}

QString ActivityPage::title() const
{
    return tr("Activity");
}

QIcon ActivityPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("view-history"));
}

Selection ActivityPage::selection() const
{
    const int row = view()->selectedRow();
    return row < 0 ? Selection() : Selection(m_model->row(row));
}

ActionFilter ActivityPage::filter() const
{
    return {m_subject, m_refused->isChecked()};
}

Selection ActivityPage::rowAt(int row) const
{
    return m_model->row(row);
}

ViewQuery ActivityPage::viewQuery() const
{
    return queryOf<ActionQuery>(m_model, filter());
}

void ActivityPage::ask(const PageRequest &request)
{
    askFleet<ActionQuery>(&Fleet::actions, m_model, filter(), request);
}

void ActivityPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<ActionFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_refused->setChecked(wanted->refusedOnly);
        setSubject(wanted->subject);
    });
}

void ActivityPage::setSubject(const std::optional<QUuid> &subject)
{
    m_subject = subject;
    bar()->setChip(m_subjectChip, subject ? tr("Trace of %1").arg(words::shortId(*subject)) : QString());
}

QString ActivityPage::filterText() const
{
    QStringList parts;
    if (m_refused->isChecked())
        parts.append(tr("refused only"));
    if (m_subject)
        parts.append(tr("trace of %1").arg(words::shortId(*m_subject)));
    return parts.join(tr(", "));
}

void ActivityPage::resetFilters()
{
    m_refused->setChecked(false);
    setSubject({});
}

void ActivityPage::closeChip(QToolButton *)
{
    setSubject({});
}

QVariantMap ActivityPage::saveFilters() const
{
    return {{QStringLiteral("refused"), m_refused->isChecked()}};
}

void ActivityPage::restoreFilters(const QVariantMap &values)
{
    m_refused->setChecked(values.value(QStringLiteral("refused")).toBool());
}

} // namespace movr
