// What the tabs of the placement page ask the servers for beside the placement itself.

#include "db/fleet/fleet.h"
#include "db/placement/placement_reader.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/placement_page.h"
#include "ui/placement/placement_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/statements_view.h"

namespace movr {

/// Some tabs ask the servers for what they show; only when they are looked at.
void PlacementPage::askTab()
{
    if (!m_fleet || (m_state != LoadState::Ready && m_state != LoadState::Stale))
        return;
    if (m_view->tab() == PlacementView::DefinitionText && m_definitionOld)
        askDefinition();
    else if (m_view->tab() == PlacementView::Statements && m_view->statements()->isEmpty())
        askStatements();
}

void PlacementPage::askDefinition()
{
    DefinitionView *const shown = m_view->definition();
    const QString table = shown->table();
    const QString region = shown->region();
    if (table.isEmpty() || region.isEmpty())
        return;
    m_definitionOld = false;
    shown->setLoading();
    m_fleet->placement()
        ->definition(table, region)
        .then(this, [=, this, fleet = m_fleetNumber](const Result<Definition> &answer) {
            if (fleet != m_fleetNumber || shown->table() != table || shown->region() != region)
                return;
            if (answer.ok())
                shown->setDefinition(*answer);
            else if (answer.failure().kind != FailureKind::Cancelled)
                shown->setFailed(answer.failure());
        });
}

void PlacementPage::askStatements()
{
    if (!m_fleet)
        return;
    StatementsView *const shown = m_view->statements();
    shown->setLoading();
    m_fleet->placement()->localities().then(
        this, [=, this, fleet = m_fleetNumber](const Result<QList<StatementLocality>> &answer) {
            if (fleet != m_fleetNumber)
                return;
            if (answer.ok())
                shown->setStatements(*answer, surroundings());
            else
                shown->setFailed(answer.failure());
        });
}

void PlacementPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<RowPlaceTarget>(&target.filter);
    if (!wanted || !m_fleet)
        return;
    m_row = *wanted;
    m_view->showTab(PlacementView::Row);
    askRow();
}

void PlacementPage::askRow()
{
    if (!m_fleet || !m_row)
        return;
    const RowPlaceTarget asked = *m_row;
    m_view->row()->setLoading(asked.kind, asked.row);
    m_fleet->placement()
        ->locate(asked.kind, asked.row)
        .then(this, [=, this, fleet = m_fleetNumber](const Result<RowPlacement> &answer) {
            if (fleet != m_fleetNumber || !m_row || m_row->row != asked.row || m_row->kind != asked.kind)
                return;
            if (answer.ok())
                m_view->row()->setPlace(*answer, surroundings());
            else
                m_view->row()->setFailed(answer.failure());
        });
}

} // namespace movr
