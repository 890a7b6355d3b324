#include "ui/pages/activity_page.h"

#include "models/action_model.h"
#include "models/presentation/words.h"
#include "ui/tables/paged_table_view.h"

#include <QCheckBox>

namespace movr {

namespace {

// The filters' names in the settings.
const QString refusedKey = QStringLiteral("refused");
const QString subjectKey = QStringLiteral("subject");

} // namespace

ActivityPage::ActivityPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new ActionModel, QStringLiteral("activity"), tr("activity"), parent),
      m_model(static_cast<ActionModel *>(view()->model()))
{
    m_refused = bar()->addCheck(tr("Refused &only"), tr("Shows only what a rule has refused."));
    followChanges({RowKind::Action, ActionModel::Time, {}});
    view()->setAccessibleName(title());
    setAccessibleName(title());
}

QString ActivityPage::title() const
{
    return tr("Activity");
}

QIcon ActivityPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("appointment-new"));
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

void ActivityPage::askPositions(quint64 wanted)
{
    askFleetForPositions<ActionQuery>(m_model, filter(), wanted);
}

void ActivityPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<ActionFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_refused->setChecked(wanted->refusedOnly);
        m_subject = wanted->subject;
    });
}

QList<FilterChip> ActivityPage::chips() const
{
    QList<FilterChip> chips;
    if (m_refused->isChecked())
        chips.append({refusedKey, tr("Refused only")});
    if (m_subject)
        chips.append({subjectKey, tr("Trace of %1").arg(words::shortId(*m_subject))});
    return chips;
}

void ActivityPage::resetFilters()
{
    removeFilter(refusedKey);
    removeFilter(subjectKey);
}

void ActivityPage::removeFilter(const QString &name)
{
    if (name == refusedKey)
        m_refused->setChecked(false);
    else if (name == subjectKey)
        m_subject.reset();
}

QVariantMap ActivityPage::saveFilters() const
{
    return {{refusedKey, m_refused->isChecked()},
            {subjectKey, m_subject ? m_subject->toString(QUuid::WithoutBraces) : QString()}};
}

void ActivityPage::restoreFilters(const QVariantMap &values)
{
    m_refused->setChecked(values.value(refusedKey).toBool());
    const QUuid subject = QUuid::fromString(values.value(subjectKey).toString());
    m_subject = subject.isNull() ? std::nullopt : std::optional(subject);
}

} // namespace movr
