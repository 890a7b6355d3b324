#include "app/command_line.h"
#include "app/complaint.h"
#include "app/console_app.h"
#include "app/headless.h"
#include "app/init_command.h"
#include "app/journey_command.h"
#include "app/placement_command.h"
#include "app/process_setup.h"
#include "db/fleet/deployment.h"

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <optional>

namespace {

using namespace movr;

Command commandOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return parseCommandLine(arguments);
}

/// Before Qt looks for a display, which it does by aborting when there is none: what can be said without one.
int prepareForWindow(int argc, char **argv)
{
    const Command command = commandOf(argc, argv);
    if (const auto *console = std::get_if<ConsoleCommand>(&command);
        console && !console->deploymentFile.isEmpty()) {
        if (auto deployment = readDeployment(console->deploymentFile); !deployment) {
            complain(deployment.failure().sentence);
            return int(ExitCode::Usage);
        }
    }
    const bool display = !qEnvironmentVariableIsEmpty("DISPLAY")
                      || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
                      || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    const auto *demo = std::get_if<DemoCommand>(&command);
    if (!display && demo && !demo->tour.isEmpty())
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures need no screen
    else if (!display) {
        complain(QStringLiteral("there is no display. Use demo --headless or demo --tour DIR."));
        return int(ExitCode::Failed);
    }
    return int(ExitCode::Done);
}

/// Whether these arguments need a window at all: scripts and SSH have none.
bool needsWindow(int argc, char **argv)
{
    const Command command = commandOf(argc, argv);
    const auto *demo = std::get_if<DemoCommand>(&command);
    return std::holds_alternative<ConsoleCommand>(command) || (demo && !demo->headless);
}

ExitCode runWithoutWindow(const Command &command)
{
    if (const auto *text = std::get_if<TextCommand>(&command)) {
        std::fputs(qUtf8Printable(text->text), stdout);
        return ExitCode::Done;
    }
    if (const auto *error = std::get_if<UsageError>(&command)) {
        complain(error->sentence);
        return ExitCode::Usage;
    }
    if (const auto *init = std::get_if<InitCommand>(&command))
        return runInit(*init);
    if (const auto *placement = std::get_if<PlacementCommand>(&command))
        return runPlacement(*placement);
    if (const auto *journey = std::get_if<JourneyCommand>(&command))
        return runJourney(*journey);
    return runHeadless(std::get<DemoCommand>(command));
}

ExitCode runWithWindow(const Command &command)
{
    const auto *demo = std::get_if<DemoCommand>(&command);
    // A tour shows the program as it comes, whatever this user's settings are, and leaves them alone.
    std::optional<QTemporaryDir> scratch;
    if (demo && !demo->tour.isEmpty())
        scratch.emplace();
    ConsoleApp app(scratch ? scratch->filePath(QStringLiteral("tour.ini")) : QString());
    return demo ? app.run(*demo) : app.run(std::get<ConsoleCommand>(command));
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    const Command command = commandOf(argc, argv);
    if (const auto *journey = std::get_if<JourneyCommand>(&command); journey && drawsPicture(*journey)) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // letters need Qt's fonts, but no screen
        const QGuiApplication application(argc, argv);
        nameApplication();
        return int(runJourney(*journey));
    }
    if (!needsWindow(argc, argv)) {
        const QCoreApplication application(argc, argv);
        nameApplication();
        return int(runWithoutWindow(parseCommandLine(QCoreApplication::arguments())));
    }
    if (const int code = prepareForWindow(argc, argv); code != int(ExitCode::Done))
        return code;
    const QApplication application(argc, argv);
    nameApplication();
    dressApplication();
    return int(runWithWindow(parseCommandLine(QCoreApplication::arguments())));
}
