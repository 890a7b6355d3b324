#include "app/tour.h"

#include "db/fleet/fleet.h"
#include "models/latency/statement_table_model.h"
#include "models/search/search_model.h"
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
#include "ui/placement_change/placement_change_runner.h"
#include "ui/search/search_anything.h"
#include "ui/search/search_palette.h"
#include "ui/servers/servers_page.h"
#include "ui/start/start_page.h"
#include "ui/tables/position_bar.h"
#include "ui/tables/table_state_overlay.h"
#include "ui/theme/theme.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <cstdio>

namespace movr {

namespace {

using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

constexpr QSize usualSize(1280, 800);
constexpr QSize largeSize(1920, 1080);
constexpr auto patience = 15s;
/// Rows looked at for one that offers the action: riders ride meanwhile, and rows change.
constexpr int rowsTried = 200;

QAbstractItemView *tableOf(const TablePage *page)
{
    const auto views = page->findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        if (view->isVisibleTo(page) && view->model() && view->inherits("QTableView"))
            return view;
    }
    return nullptr;
}

PageTarget vehiclesThat(VehicleStatus status)
{
    VehicleFilter filter;
    filter.status = status;
    return {PageKind::Vehicles, {}, filter};
}

PageTarget activeRides()
{
    RideFilter filter;
    filter.active = true;
    return {PageKind::Rides, {}, filter};
}

PageTarget allOf(PageKind page)
{
    switch (page) {
    case PageKind::Vehicles:
        return {page, {}, VehicleFilter{}};
    case PageKind::Rides:
        return {page, {}, RideFilter{}};
    case PageKind::Users:
        return {page, {}, UserFilter{}};
    case PageKind::Placement:
    case PageKind::Experiment:
    case PageKind::Servers:
    case PageKind::Latency:
        return {page, {}, {}};
    case PageKind::Activity:
        break;
    }
    return {page, {}, ActionFilter{}};
}

} // namespace

Tour::Tour(MainWindow *window, const QString &directory, QObject *parent)
    : QObject(parent), m_window(window), m_directory(directory)
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(patience);
    m_poll.setInterval(0);
    connect(&m_poll, &QTimer::timeout, this, &Tour::check);
    connect(&m_timeout, &QTimer::timeout, this, [this] { fail(m_steps.at(m_next).what); });
}

void Tour::start()
{
    if (!m_directory.mkpath(QStringLiteral("."))) {
        std::fprintf(stderr, "The directory %s cannot be made.\n", qPrintable(m_directory.path()));
        finish(1);
        return;
    }
    m_former = theme::current();
    m_formerSize = m_window->size();
    plan();
    advance();
}

void Tour::plan()
{
    planScheme(ColorScheme::Light);
    planScheme(ColorScheme::Dark);
    planLarge();
}

void Tour::planScheme(ColorScheme scheme)
{
    step(tr("the window"), [this, scheme] {
        m_scheme = scheme;
        m_number = 0;
        m_window->setColorScheme(scheme);
        m_window->resize(usualSize);
        m_window->show();
    });
    planPage(PageKind::Vehicles, QStringLiteral("vehicles"));
    planPage(PageKind::Rides, QStringLiteral("rides"));
    planPage(PageKind::Users, QStringLiteral("users"));
    planPage(PageKind::Activity, QStringLiteral("activity"));
    planPlacement();
    planExperiment();
    planServers();
    planLatency();
    planMiddle(QStringLiteral("rides-middle"));
    planFilters(QStringLiteral("rides-filtered"));
    planScan(QStringLiteral("rides-no-index"));
    planMany(QStringLiteral("many-vehicles"));
    planEmpty(QStringLiteral("users-empty"));
    planOutcome(QStringLiteral("outcome"));
    planSearch(QStringLiteral("search"));
    const PageTarget idle = vehiclesThat(VehicleStatus::Available);
    planDialog(idle, ConsoleAction::StartRide, QStringLiteral("start-ride"));
    planDialog(activeRides(), ConsoleAction::EndRide, QStringLiteral("end-ride"));
    planDialog(activeRides(), ConsoleAction::ForceEndRide, QStringLiteral("force-end-ride"));
    planDialog(idle, ConsoleAction::AddVehicle, QStringLiteral("add-vehicle"));
    planDialog(idle, ConsoleAction::TakeOutOfService, QStringLiteral("take-out-of-service"));
    planDialog(idle, ConsoleAction::RemoveVehicle, QStringLiteral("remove-vehicle"));
    planDialog(allOf(PageKind::Users), ConsoleAction::SignUp, QStringLiteral("sign-up"));
    planDialog(allOf(PageKind::Users), ConsoleAction::SignInRider, QStringLiteral("sign-in"));
    planDialog(allOf(PageKind::Users), ConsoleAction::RemoveUser, QStringLiteral("remove-user"));
    planHelp(QStringLiteral("shortcuts"), [this] { return m_window->openShortcuts(); });
    planHelp(QStringLiteral("about"), [this] { return m_window->openAbout(); });
    planHelp(QStringLiteral("alert-lines"), [this] { return m_window->openAlertLines(); });
    planHelp(QStringLiteral("export"), [this] { return m_window->openExport(); });
    planHelp(QStringLiteral("move-home"), [this] { return m_window->placementChanges()->openMoveHome(); });
    planHelp(QStringLiteral("add-city"), [this] { return m_window->placementChanges()->openAddCity(); });
    planStartPage();
}

void Tour::step(QString what, std::function<void()> act, std::function<bool()> ready)
{
    m_steps.push_back({std::move(act), std::move(ready), std::move(what)});
}

void Tour::planPage(PageTarget::Page page, const QString &picture)
{
    step(
        tr("rows of the page %1").arg(picture),
        [this, page] {
            await(m_window->view()->page(page));
            m_window->follow(allOf(page));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(std::nullopt); });
    step(
        tr("the inspector beside the page %1").arg(picture), [] {},
        [this] { return !m_window->inspecting(); });
    step(picture, [] {}); // one round of the event loop, for the layout
    step(picture, [this, picture] { grab(m_window, picture); });
}

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
    step(tr("the experiment"), [] {});
    step(
        tr("the experiment"),
        [this, page] {
            grab(m_window, QStringLiteral("experiment-setup"));
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

/// The middle of the table, as a hand on the scroll bar leads there.
void Tour::planMiddle(const QString &picture)
{
    step(
        tr("the first rides"),
        [this] {
            await(m_window->view()->page(PageKind::Rides));
            m_window->follow(allOf(PageKind::Rides));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && positionBar()->text().contains(QStringLiteral("about")); });
    step(
        tr("rides in the middle"),
        [this] {
            positionBar()->setSliderDown(true);
            positionBar()->setSliderPosition(positionBar()->maximum() / 2);
        },
        [this] {
            return positionBar()->text().startsWith(QStringLiteral("About")) && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        positionBar()->setSliderDown(false);
    });
}

PositionBar *Tour::positionBar() const
{
    return m_window->view()->page(PageKind::Rides)->findChild<PositionBar *>();
}

void Tour::planFilters(const QString &picture)
{
    RideFilter filter;
    filter.active = false;
    filter.started = TimeRange{TimeRange::Kind::LastHour, {}, {}};
    step(
        tr("filtered rides"),
        [this, filter] {
            await(m_window->view()->page(PageKind::Rides));
            m_window->follow({PageKind::Rides, {}, filter});
        },
        [this] { return m_served && selectOffering(std::nullopt); });
    step(
        tr("the inspector"), [] {}, [this] { return !m_window->inspecting(); });
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

void Tour::planScan(const QString &picture)
{
    RideFilter filter;
    filter.place = QStringLiteral("park");
    step(
        tr("a filter without an index"),
        [this, filter] {
            m_window->follow({PageKind::Rides, {}, filter});
        },
        [this] {
            const auto *overlay = m_window->currentPage()->findChild<TableStateOverlay *>();
            return overlay && overlay->isVisible() && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->follow(allOf(PageKind::Rides));
    });
}

/// One action on several rows: its form.
void Tour::planMany(const QString &picture)
{
    step(
        tr("several vehicles"),
        [this] {
            await(m_window->view()->page(PageKind::Vehicles));
            m_window->follow(vehiclesThat(VehicleStatus::Available));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(ConsoleAction::TakeOutOfService); });
    step(tr("several selected vehicles"), [this] {
        QAbstractItemView *table = tableOf(m_window->currentPage());
        const QAbstractItemModel *model = table->model();
        const int last = std::min(19, model->rowCount() - 1);
        table->selectionModel()->select(
            QItemSelection(model->index(0, 0), model->index(last, model->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
    });
    planHelp(picture, [this] { return m_window->openDialog(ConsoleAction::TakeOutOfService); });
}

void Tour::planEmpty(const QString &picture)
{
    UserFilter nobody;
    nobody.namePrefix = QStringLiteral("zzzz");
    step(
        tr("the empty page"),
        [this, nobody] {
            await(m_window->view()->page(PageKind::Users));
            m_window->follow({PageKind::Users, {}, nobody});
        },
        [this] {
            return m_served && tableOf(m_window->currentPage())->model()->rowCount() == 0
                && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

void Tour::planOutcome(const QString &picture)
{
    step(
        tr("a vehicle out of service"),
        [this] {
            await(m_window->view()->page(PageKind::Vehicles));
            m_window->follow(vehiclesThat(VehicleStatus::Unavailable));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(ConsoleAction::ReturnToService); });
    step(
        tr("the outcome"),
        [this] {
            await(m_window->currentPage()); // which is read again after the change
            m_window->openDialog(ConsoleAction::ReturnToService);
        },
        [this] { return m_served && m_window->view()->messageBar()->isVisible(); });
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

void Tour::planSearch(const QString &picture)
{
    step(
        tr("what the search finds"),
        [this] {
            m_window->search()->open();
            // Begins actions, streets and stations.
            m_window->search()->palette()->findChild<QLineEdit *>()->setText(QStringLiteral("sta"));
        },
        [this] {
            const SearchModel *found = m_window->search()->palette()->model();
            return found->hitsAreCurrent() && !found->isSearching() && found->hitCount() > 0;
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->search()->palette()->dismiss();
    });
}

void Tour::planDialog(const PageTarget &target, ConsoleAction action, const QString &picture)
{
    step(
        tr("a row for the dialog %1").arg(picture),
        [this, target] {
            await(m_window->view()->page(target.page));
            m_window->follow(target);
            m_window->currentPage()->refresh();
        },
        [this, action] { return m_served && selectOffering(action); });
    planHelp(picture, [this, action] { return m_window->openDialog(action); });
}

void Tour::planHelp(const QString &picture, std::function<QWidget *()> open)
{
    step(
        tr("the dialog %1").arg(picture), [this, open = std::move(open)] { m_dialog = open(); },
        [this] { return m_dialog && m_dialog->isVisible(); });
    step(picture, [] {});
    // A dialog that looks something up is grabbed with what it found.
    step(
        tr("the rows in the dialog %1").arg(picture), [] {},
        [this] {
            const auto views = m_dialog->findChildren<QAbstractItemView *>(QStringLiteral("matches"));
            return views.isEmpty() || (views.first()->model()->rowCount() > 0);
        });
    step(
        picture,
        [this, picture] {
            grab(m_dialog, picture);
            if (auto *dialog = qobject_cast<QDialog *>(m_dialog))
                dialog->reject();
        },
        [this] { return !m_dialog || !m_dialog->isVisible(); });
}

void Tour::planStartPage()
{
    const QString picture = QStringLiteral("start");
    step(picture, [this, picture] {
        m_window->startPage()->reload();
        m_window->peekStartPage(true);
    });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->peekStartPage(false);
    });
}

void Tour::planLarge()
{
    step(tr("the large window"), [this] {
        m_scheme = ColorScheme::Light;
        m_window->setColorScheme(m_scheme);
        m_window->resize(largeSize);
    });
    planPage(PageKind::Rides, QStringLiteral("rides-1920x1080"));
    LatencyPage *const page = m_window->view()->latency();
    planLatencyPicture(
        QStringLiteral("latency-1920x1080"), [this] { m_window->showPage(PageKind::Latency); },
        [page] { return page->state() == LoadState::Ready; });
}

void Tour::advance()
{
    if (m_next >= m_steps.size()) {
        finish(0);
        return;
    }
    m_timeout.start();
    m_steps.at(m_next).act();
    if (m_next < m_steps.size())
        m_poll.start();
}

void Tour::check()
{
    const Step &current = m_steps.at(m_next);
    if (current.ready && !current.ready()) {
        // Not busy waiting: look again when something may have changed, a few times a second.
        m_poll.setInterval(20ms);
        return;
    }
    m_poll.stop();
    m_poll.setInterval(0);
    m_timeout.stop();
    ++m_next;
    advance();
}

void Tour::fail(const QString &what)
{
    std::fprintf(stderr, "The tour waited %lld s in vain for %s.\n",
                 static_cast<long long>(std::chrono::seconds(patience).count()), qPrintable(what));
    finish(1);
}

void Tour::finish(int exitCode)
{
    m_poll.stop();
    m_timeout.stop();
    m_next = m_steps.size();
    if (m_formerSize.isValid()) {
        m_window->setColorScheme(m_former);
        m_window->resize(m_formerSize);
    }
    Q_EMIT finished(exitCode);
}

void Tour::await(TablePage *page)
{
    m_served = false;
    disconnect(m_serving);
    m_serving = connect(page, &TablePage::served, this, [this] { m_served = true; });
}

bool Tour::selectOffering(std::optional<ConsoleAction> action)
{
    QAbstractItemView *const table = tableOf(m_window->currentPage());
    const int rows = table ? qMin(table->model()->rowCount(), rowsTried) : 0;
    for (int row = 0; row < rows; ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        if (!action || m_window->offers(*action))
            return true;
    }
    return false;
}

void Tour::grab(QWidget *widget, const QString &picture)
{
    const QString file = m_directory.filePath(fileName(picture));
    if (!widget || !widget->grab().save(file)) {
        std::fprintf(stderr, "The picture %s cannot be saved.\n", qPrintable(file));
        finish(1);
        return;
    }
    std::printf("%s\n", qPrintable(file));
    std::fflush(stdout);
}

QString Tour::fileName(const QString &picture)
{
    ++m_number;
    return QStringLiteral("%1-%2-%3.png")
        .arg(m_number, 2, 10, QLatin1Char('0'))
        .arg(picture, colorSchemeName(m_scheme));
}

} // namespace movr
