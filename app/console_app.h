#pragma once

#include "app/command_line.h"
#include "app/demo.h"
#include "app/exit_code.h"
#include "app/signals.h"
#include "db/fleet/fleet.h"
#include "db/history/latency_history.h"
#include "ui/settings/console_settings.h"
#include "ui/window/main_window.h"

#include <QElapsedTimer>

#include <memory>

namespace movr {

class Tour;

/// The console with its window: the one place where settings, window, demo and fleet are wired. Made once
/// the QApplication exists; the GUI thread.
class ConsoleApp : public QObject
{
    Q_OBJECT

public:
    /// `settingsFile`: empty for the user's own settings.
    explicit ConsoleApp(const QString &settingsFile = {});
    ~ConsoleApp() override;

    /// Shows the window and runs the event loop until it ends.
    ExitCode run(const ConsoleCommand &command);
    ExitCode run(const DemoCommand &command);

private:
    void connectWindow();
    void openFleet(const Deployment &deployment, const QHash<QString, QString> &passwords);
    void closeFleet();
    void startDemo(const ClusterOptions &options, double traffic);
    void demoReady();
    void demoFailed(const Failure &failure);
    void offerExperiment();
    void startTour();
    ExitCode exec();

    QElapsedTimer m_sinceStart;
    TerminationSignals m_signals;
    ConsoleSettings m_settings;
    LatencyHistory m_history; ///< before the fleets, that write to it
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<Fleet> m_fleet;
    MainWindow m_window;
    std::unique_ptr<Tour> m_tour;
    bool m_demoShown = false;  ///< the window's fleet is the demo's
    QString m_controlObstacle; ///< why the demo's single-region deployment cannot be used (yet)
    QString m_tourDirectory;
    bool m_fromCommandLine = false; ///< a demo that cannot start ends the program with a line
};

} // namespace movr
