#include "app/console_app.h"

#include "app/complaint.h"
#include "app/tour.h"
#include "db/cluster/network_map.h"
#include "db/latency/latency_store.h"
#include "ui/console_context.h"
#include "ui/experiment/experiment_page.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/window/console_view.h"

#include <QApplication>
#include <QFileInfo>
#include <QLoggingCategory>

namespace movr {

namespace {

Q_LOGGING_CATEGORY(startup, "movr.startup", QtWarningMsg)

/// Beside settings that are not the user's own.
QString historyFileFor(const QString &settingsFile)
{
    return settingsFile.isEmpty()
             ? LatencyHistory::defaultFile()
             : QFileInfo(settingsFile).absolutePath() + QStringLiteral("/latency-history.sqlite");
}

ExperimentPage *experimentPage(const MainWindow &window)
{
    return qobject_cast<ExperimentPage *>(window.view()->page(PageTarget::Page::Experiment));
}

} // namespace

ConsoleApp::ConsoleApp(const QString &settingsFile)
    : m_settings(settingsFile), m_history(historyFileFor(settingsFile)), m_window(&m_settings)
{
    m_sinceStart.start();
    m_window.context()->setHistory(&m_history);
    connect(&m_signals, &TerminationSignals::terminate, &m_window, &QWidget::close);
    connectWindow();
}

ConsoleApp::~ConsoleApp()
{
    // The user sees the window go at once; lanes and servers take a moment more.
    m_window.hide();
    m_tour.reset();
    closeFleet();
    experimentPage(m_window)->waitForEnd(); // it tidies up in the demo's servers
    m_demo.reset();
}

void ConsoleApp::connectWindow()
{
    connect(&m_window, &MainWindow::closed, qApp, [] { QApplication::quit(); });
    connect(&m_window, &MainWindow::deploymentRequested, this, &ConsoleApp::openFleet);
    connect(&m_window, &MainWindow::fleetLeft, this, &ConsoleApp::closeFleet);
    connect(&m_window, &MainWindow::demoRequested, this, [this](const QString &place) {
        ClusterOptions options;
        options.from = place;
        startDemo(options, DemoCommand{}.traffic);
    });
}

void ConsoleApp::openFleet(const Deployment &deployment, const QHash<QString, QString> &passwords)
{
    closeFleet();
    m_fleet = std::make_unique<Fleet>(deployment, passwords);
    m_fleet->latency().setRollUpSink([this, name = deployment.name](const QList<LatencyRollUp> &minutes) {
        m_history.add(name, minutes);
    });
    m_window.setFleet(m_fleet.get());
    m_fleet->start();
}

void ConsoleApp::closeFleet()
{
    m_demoShown = false;
    if (!m_fleet)
        return;
    m_window.setFleet(nullptr);
    m_fleet.reset();
}

void ConsoleApp::startDemo(const ClusterOptions &options, double traffic)
{
    // One demo a process: asked for again, the running one is shown.
    if (m_demo && m_demo->cluster()) {
        demoReady();
        return;
    }
    m_demo = std::make_unique<Demo>();
    connect(m_demo.get(), &Demo::progress, m_window.startPage(), &StartPage::setBusy);
    connect(m_demo.get(), &Demo::ready, this, &ConsoleApp::demoReady);
    connect(m_demo.get(), &Demo::failed, this, &ConsoleApp::demoFailed);
    connect(m_demo.get(), &Demo::controlReady, this, [this] {
        m_controlObstacle.clear();
        offerExperiment();
    });
    connect(m_demo.get(), &Demo::controlFailed, this, [this](const Failure &failure) {
        m_controlObstacle = failure.sentence;
        offerExperiment();
    });
    m_controlObstacle = tr("The single-region deployment is being made…");
    m_window.startPage()->setBusy(tr("Starting the demo fleet"));
    ClusterOptions soon = options;
    soon.control = ClusterOptions::Control::Later; // the window shows the regions
    m_demo->start(soon, traffic);
}

void ConsoleApp::demoReady()
{
    qCInfo(startup, "fleet ready after %lld ms", static_cast<long long>(m_sinceStart.elapsed()));
    m_window.startPage()->setBusy({});
    Deployment fleet = m_demo->cluster()->deployment();
    fleet.file.clear(); // gone with the demo: not one of the last deployments
    openFleet(fleet, {});
    m_demoShown = true;
    offerExperiment();
    connect(
        m_window.currentPage(), &TablePage::served, this,
        [this] {
            qCInfo(startup, "rows in the window after %lld ms",
                   static_cast<long long>(m_sinceStart.elapsed()));
        },
        Qt::SingleShotConnection);
    if (!m_tourDirectory.isEmpty())
        startTour();
}

/// The demo's two deployments, from any place, for the experiment.
void ConsoleApp::offerExperiment()
{
    if (!m_demoShown)
        return;
    EmbeddedCluster *const cluster = m_demo->cluster();
    experimentPage(m_window)->setOwnDeployments(
        {NetworkMap::places(), cluster->from(),
         [cluster](const QString &place) -> Result<OwnDeployments::Links> {
             const auto links = cluster->linksFrom(place);
             if (!links)
                 return links.failure();
             return OwnDeployments::Links{links->multiRegion, links->singleRegion};
         }},
        m_controlObstacle);
}

void ConsoleApp::demoFailed(const Failure &failure)
{
    if (m_fromCommandLine) {
        complain(failure.sentence);
        QApplication::exit(int(ExitCode::Failed));
        return;
    }
    m_window.startPage()->showFailure(failure);
}

void ConsoleApp::startTour()
{
    m_tour = std::make_unique<Tour>(&m_window, m_tourDirectory);
    connect(m_tour.get(), &Tour::finished, qApp, [](int exitCode) { QApplication::exit(exitCode); });
    m_tour->start();
}

ExitCode ConsoleApp::exec()
{
    m_window.show();
    return ExitCode(QApplication::exec());
}

ExitCode ConsoleApp::run(const ConsoleCommand &command)
{
    if (!command.deploymentFile.isEmpty()) {
        auto deployment = readDeployment(command.deploymentFile);
        if (!deployment) {
            complain(deployment.failure().sentence);
            return ExitCode::Usage;
        }
        m_window.startPage()->openDeployment(command.deploymentFile);
    }
    return exec();
}

ExitCode ConsoleApp::run(const DemoCommand &command)
{
    m_fromCommandLine = true;
    m_tourDirectory = command.tour;
    startDemo(command.cluster, command.traffic);
    return exec();
}

} // namespace movr
