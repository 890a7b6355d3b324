#include "app/tour.h"
#include "app/tour_targets.h"
#include "db/fleet/fleet.h"
#include "models/alerts/alert_line_model.h"
#include "models/latency/statement_table_model.h"
#include "models/servers/server_statement_model.h"
#include "models/servers/session_model.h"
#include "ui/alerts/alert_lines_dialog.h"
#include "ui/console_context.h"
#include "ui/experiment/experiment_page.h"
#include "ui/experiment/experiment_setup.h"
#include "ui/experiment/journey_result_view.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_controls.h"
#include "ui/latency/latency_details.h"
#include "ui/latency/latency_page.h"
#include "ui/placement/definition_view.h"
#include "ui/placement/placement_page.h"
#include "ui/placement/placement_view.h"
#include "ui/placement/row_place_view.h"
#include "ui/placement/statements_view.h"
#include "ui/servers/servers_page.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

namespace movr {

using namespace std::chrono_literals;
using namespace tour;
using PageKind = PageTarget::Page;

PlacementPage *Tour::placementPage() const
{
    return qobject_cast<PlacementPage *>(m_window->view()->page(PageKind::Placement));
}

/// The page on its own, then each of its tabs with what it has to ask the servers for.
void Tour::planPlacement()
{
    using View = PlacementView;
    step(
        tr("the placement"),
        [this] {
            m_window->showPage(PageKind::Placement);
            placementPage()->view()->showTab(View::Partitions);
        },
        [this] { return placementPage()->state() == LoadState::Ready; });
    planPlacementTab(View::Partitions, QStringLiteral("placement"), [] { return true; });
    planPlacementTab(View::Findings, QStringLiteral("placement-findings"), [] { return true; });
    planPlacementTab(View::Loss, QStringLiteral("placement-loss"), [] { return true; });
    planPlacementTab(View::Statements, QStringLiteral("placement-statements"),
                     [this] { return !placementPage()->view()->statements()->isEmpty(); });
    planPlacementTab(View::DefinitionText, QStringLiteral("placement-definition"),
                     [this] { return !placementPage()->view()->definition()->sql().isEmpty(); });
    step(
        tr("a vehicle"),
        [this] {
            await(m_window->view()->page(PageKind::Vehicles));
            m_window->follow(allOf(PageKind::Vehicles));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(ConsoleAction::ShowPlacement); });
    step(
        tr("the place of a vehicle"), [this] { m_window->begin(ConsoleAction::ShowPlacement); },
        [this] { return placementPage()->view()->row()->hasPlace(); });
    planPlacementTab(View::Row, QStringLiteral("placement-row"), [] { return true; });
}

void Tour::planPlacementTab(int tab, const QString &picture, std::function<bool()> ready)
{
    step(
        picture, [this, tab] { placementPage()->view()->showTab(static_cast<PlacementView::Tab>(tab)); },
        std::move(ready));
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

/// The latencies of the last minutes: the chart with its crosshair and the statements, one statement of one region, the
/// round trips, and a comparison.
void Tour::planLatency()
{
    LatencyPage *const page = m_window->view()->latency();
    const auto ready = [page] { return page->state() == LoadState::Ready; };
    planLatencyPicture(
        QStringLiteral("latency"),
        [this, page] {
            page->controls()->setRange(LatencyRange::FiveMinutes);
            page->controls()->setRegion({});
            page->controls()->setStatement({});
            page->details()->setCurrentIndex(0);
            m_window->showPage(PageKind::Latency);
        },
        [page, ready] {
            page->chart()->setCrosshair(page->chart()->visibleWindow().to.addSecs(-2));
            return ready() && page->details()->statementModel()->rowCount() > 0;
        });
    planLatencyPicture(
        QStringLiteral("latency-round-trips"),
        [page] {
            page->chart()->setCrosshair({});
            page->details()->setCurrentIndex(1);
        },
        ready);
    planLatencyPicture(
        QStringLiteral("latency-compared"),
        [page] {
            page->details()->setCurrentIndex(0);
            page->controls()->setRange(LatencyRange::ThisHourAndLastWeek);
        },
        [page] { return page->state() == LoadState::Ready || page->state() == LoadState::Empty; });
    step(tr("the latency page as it was"), [page] { page->controls()->setRange(LatencyRange::FiveMinutes); });
}

void Tour::planLatencyPicture(const QString &picture, std::function<void()> act, std::function<bool()> ready)
{
    step(tr("the page %1").arg(picture), std::move(act), std::move(ready));
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

/// One round, from the west: once, its report is there for the next scheme too.
void Tour::planExperiment()
{
    const auto page = [this] {
        return qobject_cast<ExperimentPage *>(m_window->view()->page(PageKind::Experiment));
    };
    step(
        tr("the experiment's deployments"), [this] { m_window->showPage(PageKind::Experiment); },
        [page] { return page()->setup()->obstacle().isEmpty(); });
    // Once there is a report the page shows that: its beginning is pictured in both schemes while there is none, and has
    // its number in both.
    const auto setup = [this, page](ColorScheme next) {
        return [this, page, next] {
            if (page()->result()->hasReport())
                return;
            const int number = m_number;
            grab(m_window, QStringLiteral("experiment-setup"));
            m_number = number;
            m_scheme = next;
            m_window->setColorScheme(next);
        };
    };
    step(tr("the experiment"), [] {});
    step(tr("the experiment"), setup(ColorScheme::Dark));
    step(tr("the experiment"), [] {});
    step(tr("the experiment"), setup(ColorScheme::Light));
    step(
        tr("the experiment"),
        [this, page] {
            ++m_number;
            if (page()->result()->hasReport())
                return;
            auto *place = page()->findChild<QComboBox *>(QStringLiteral("deskPlace"));
            place->setCurrentIndex(place->findData(QStringLiteral("gcp-us-west1")));
            page()->findChild<QSpinBox *>()->setValue(1);
            page()->setup()->runButton()->click();
        },
        [page] { return page()->result()->hasReport() || page()->progress().done > 0; });
    step(
        tr("half of the experiment"), [] {},
        [page] {
            const JourneyProgress now = page()->progress();
            return page()->result()->hasReport() || now.done * 2 > now.total;
        });
    step(
        tr("the experiment's report"), [] {}, [page] { return page()->result()->hasReport(); });
    step(QStringLiteral("experiment"), [] {});
    step(QStringLiteral("experiment"), [this] { grab(m_window, QStringLiteral("experiment")); });
}

void Tour::planServers()
{
    const auto page = [this] {
        return qobject_cast<ServersPage *>(m_window->view()->page(PageKind::Servers));
    };
    const auto regionsIn = [this](const auto *model) {
        QSet<QString> regions;
        for (const auto &row : model->rows())
            regions.insert(row.region);
        return regions.size() == m_window->context()->fleet()->deployment().regions.size();
    };
    step(
        tr("the servers' statements"),
        [this, page] {
            m_window->showPage(PageKind::Servers);
            page()->showTab(ServersPage::Statements);
        },
        [page, regionsIn] { return regionsIn(page()->statements()); });
    step(QStringLiteral("servers"), [] {});
    step(QStringLiteral("servers"), [this] { grab(m_window, QStringLiteral("servers")); });
    step(
        tr("the servers' sessions"), [page] { page()->showTab(ServersPage::Sessions); },
        [page, regionsIn] { return regionsIn(page()->sessions()); });
    step(QStringLiteral("servers-sessions"), [] {});
    step(QStringLiteral("servers-sessions"), [this] { grab(m_window, QStringLiteral("servers-sessions")); });
}

/// With lines in it, watched while it is open, and taken away again.
void Tour::planAlertLines(const QString &picture)
{
    planHelp(picture, [this] {
        auto *dialog = qobject_cast<AlertLinesDialog *>(m_window->openAlertLines());
        AlertLineModel *const model = dialog->model();
        const int former = model->rowCount();
        AlertLine start;
        start.region = QStringLiteral("gcp-us-west1");
        start.statement = QStringLiteral("transactions/start_ride");
        start.threshold = 120ms;
        AlertLine switchedOff;
        switchedOff.region = QStringLiteral("gcp-europe-west1");
        switchedOff.span = 300s;
        switchedOff.enabled = false;
        for (const AlertLine &line : {AlertLine(), start, switchedOff})
            model->append(line);
        dialog->table()->selectRow(0);
        connect(dialog, &QDialog::finished, model, [model, former] {
            while (model->rowCount() > former)
                model->remove(former);
        });
        return dialog;
    });
}

} // namespace movr
