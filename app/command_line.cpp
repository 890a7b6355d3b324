#include "app/command_line.h"

#include "db/cluster/network_map.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::CommandLine)
};

QString usageText()
{
    return Tr::
        tr("Usage:\n"
           "  movr-console [--deployment FILE]         the console, on a deployment or at its start page\n"
           "  movr-console demo [options]              a fleet of three regions on this machine, and the "
           "console on it\n"
           "  movr-console init --deployment FILE      create or upgrade the schema\n"
           "  movr-console placement --deployment FILE where every row lives, and what is not as declared\n"
           "  movr-console journey [options]           the experiment: what seven tasks cost in one region "
           "and "
           "in many\n"
           "\n"
           "Options of demo:\n"
           "  --from PLACE       where the desk is: %1\n"
           "  --scale N          1 = 100,000 rides (default 1; 0.01 to 1000)\n"
           "  --traffic N        simulated rider actions a second (default 5; 0 to 1000)\n"
           "  --keep DIR         keep the data in DIR and start from it\n"
           "  --headless         no window: print one JSON line when ready, run until SIGINT or SIGTERM\n"
           "  --tour DIR         save a picture of every page and dialog in DIR, then end\n"
           "\n"
           "Options of init:\n"
           "  --deployment FILE          the deployment file\n"
           "  --home PARTITION=REGION    where a partition lives (us_east, us_west, europe_west); "
           "repeatable\n"
           "\n"
           "Options of placement:\n"
           "  --deployment FILE  the deployment file\n"
           "  --json             one JSON object on standard output\n"
           "  --exact            count the rows, which reads the tables\n"
           "\n"
           "Options of journey:\n"
           "  --from PLACE       where the desk is (default gcp-europe-west1)\n"
           "  --scale N          size of the embedded fleets, as for demo\n"
           "  --deployment FILE --single-region-deployment FILE\n"
           "                     two deployments of your own instead of embedded ones\n"
           "  --city CITY        whose tasks (default: the first city of the nearest region)\n"
           "  --repeat N         how often each task is done in each way (default 20; 1 to 10000)\n"
           "  --json             print one JSON object instead of a table\n"
           "  --report FILE      write a report: .html, .pdf, .csv, .json, .svg, .png;\n"
           "                     repeatable\n"
           "\n"
           "Others:  -h, --help    -v, --version\n"
           "Exit codes: 0 done, 1 failed, or findings of placement, 2 usage.\n")
            .arg(NetworkMap::places().join(QStringLiteral(", ")));
}

QCommandLineOption withValue(const char *name)
{
    return QCommandLineOption(QString::fromLatin1(name), {}, QStringLiteral("value"));
}
QCommandLineOption flag(const char *name)
{
    return QCommandLineOption(QString::fromLatin1(name));
}

/// A number in a range; the sentence when it is none.
std::variant<double, UsageError> number(const QCommandLineParser &parser, const QString &name,
                                        double otherwise, double least, double most)
{
    if (!parser.isSet(name))
        return otherwise;
    bool ok = false;
    const double value = parser.value(name).toDouble(&ok);
    if (ok && value >= least && value <= most)
        return value;
    return UsageError{Tr::tr("--%1 takes a number from %2 to %3, not \"%4\".")
                          .arg(name)
                          .arg(least)
                          .arg(most)
                          .arg(parser.value(name))};
}

/// Reads the arguments; what is unknown, left over or without its value becomes a sentence.
std::optional<UsageError> read(QCommandLineParser &parser, const QStringList &arguments,
                               const QStringList &allowed)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    if (!parser.parse(arguments)) {
        const QStringList unknown = parser.unknownOptionNames();
        return UsageError{unknown.isEmpty()
                              ? parser.errorText()
                              : Tr::tr("Unknown option --%1. Try --help.").arg(unknown.first())};
    }
    for (const QString &name : parser.optionNames())
        if (parser.values(name).contains(QString()) && !parser.value(name).isNull() && allowed.contains(name))
            return UsageError{Tr::tr("--%1 needs a value.").arg(name)};
    if (!parser.positionalArguments().isEmpty())
        return UsageError{Tr::tr("Unexpected argument \"%1\".").arg(parser.positionalArguments().first())};
    return {};
}

Command parseDemo(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({withValue("from"), withValue("scale"), withValue("traffic"), withValue("keep"),
                       flag("headless"), withValue("tour")});
    if (auto error =
            read(parser, arguments, {QStringLiteral("keep"), QStringLiteral("tour"), QStringLiteral("from")}))
        return *error;
    DemoCommand command;
    if (parser.isSet(QStringLiteral("from")))
        command.cluster.from = parser.value(QStringLiteral("from"));
    if (!NetworkMap::places().contains(command.cluster.from))
        return UsageError{Tr::tr("Unknown place \"%1\" for --from. Known: %2.")
                              .arg(command.cluster.from, NetworkMap::places().join(QStringLiteral(", ")))};
    const auto scale = number(parser, QStringLiteral("scale"), 1, 0.01, 1000);
    const auto traffic = number(parser, QStringLiteral("traffic"), 5, 0, 1000);
    for (const auto *value : {&scale, &traffic})
        if (const auto *error = std::get_if<UsageError>(value))
            return *error;
    command.cluster.scale = std::get<double>(scale);
    command.traffic = std::get<double>(traffic);
    command.cluster.keep = parser.value(QStringLiteral("keep"));
    command.headless = parser.isSet(QStringLiteral("headless"));
    command.tour = parser.value(QStringLiteral("tour"));
    if (command.headless && !command.tour.isEmpty())
        return UsageError{Tr::tr("--headless and --tour exclude each other.")};
    return command;
}

Command parseInit(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({withValue("deployment"), withValue("home")});
    if (auto error = read(parser, arguments, {QStringLiteral("deployment")}))
        return *error;
    InitCommand command;
    command.deploymentFile = parser.value(QStringLiteral("deployment"));
    if (command.deploymentFile.isEmpty())
        return UsageError{Tr::tr("init needs --deployment FILE.")};
    for (const QString &home : parser.values(QStringLiteral("home"))) {
        const auto equals = home.indexOf(u'=');
        if (equals <= 0 || equals == home.size() - 1)
            return UsageError{Tr::tr("--home takes PARTITION=REGION, not \"%1\".").arg(home)};
        command.homes.insert(home.left(equals), home.mid(equals + 1));
    }
    return command;
}

Command parsePlacement(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({withValue("deployment"), flag("json"), flag("exact")});
    if (auto error = read(parser, arguments, {QStringLiteral("deployment")}))
        return *error;
    PlacementCommand command;
    command.deploymentFile = parser.value(QStringLiteral("deployment"));
    if (command.deploymentFile.isEmpty())
        return UsageError{Tr::tr("placement needs --deployment FILE.")};
    command.json = parser.isSet(QStringLiteral("json"));
    command.exact = parser.isSet(QStringLiteral("exact"));
    return command;
}

std::optional<UsageError> readReports(const QCommandLineParser &parser, JourneyCommand &command)
{
    static const QStringList endings{QStringLiteral("html"), QStringLiteral("pdf"), QStringLiteral("csv"),
                                     QStringLiteral("json"), QStringLiteral("svg"), QStringLiteral("png")};
    for (const QString &file : parser.values(QStringLiteral("report"))) {
        if (!endings.contains(file.section(u'.', -1).toLower()) || !file.contains(u'.'))
            return UsageError{Tr::tr("--report takes a file that ends with .html, .pdf, .csv, .json, .svg or "
                                     ".png, not \"%1\".")
                                  .arg(file)};
        command.reports.append(file);
    }
    return {};
}

Command parseJourney(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QStringList texts{QStringLiteral("from"), QStringLiteral("deployment"),
                            QStringLiteral("single-region-deployment"), QStringLiteral("city"),
                            QStringLiteral("report")};
    parser.addOptions({withValue("from"), withValue("scale"), withValue("deployment"),
                       withValue("single-region-deployment"), withValue("city"), withValue("repeat"),
                       flag("json"), withValue("report")});
    if (auto error = read(parser, arguments, texts))
        return *error;
    JourneyCommand command;
    command.cluster.from = parser.isSet(QStringLiteral("from")) ? parser.value(QStringLiteral("from"))
                                                                : QStringLiteral("gcp-europe-west1");
    command.deploymentFile = parser.value(QStringLiteral("deployment"));
    command.singleRegionFile = parser.value(QStringLiteral("single-region-deployment"));
    if (command.deploymentFile.isEmpty() != command.singleRegionFile.isEmpty())
        return UsageError{Tr::tr("--deployment and --single-region-deployment go together.")};
    if (!command.deploymentFile.isEmpty()
        && (parser.isSet(QStringLiteral("from")) || parser.isSet(QStringLiteral("scale"))))
        return UsageError{
            Tr::tr("--from and --scale are for the embedded fleets; deployments of your own are "
                   "where they are.")};
    if (!NetworkMap::places().contains(command.cluster.from))
        return UsageError{Tr::tr("Unknown place \"%1\" for --from. Known: %2.")
                              .arg(command.cluster.from, NetworkMap::places().join(QStringLiteral(", ")))};
    const auto scale = number(parser, QStringLiteral("scale"), 1, 0.01, 1000);
    const auto repeat = number(parser, QStringLiteral("repeat"), 20, 1, 10'000);
    for (const auto *value : {&scale, &repeat})
        if (const auto *error = std::get_if<UsageError>(value))
            return *error;
    command.cluster.scale = std::get<double>(scale);
    command.repeat = int(std::get<double>(repeat));
    if (command.repeat != std::get<double>(repeat))
        return UsageError{
            Tr::tr("--repeat takes a whole number, not \"%1\".").arg(parser.value(QStringLiteral("repeat")))};
    command.city = parser.value(QStringLiteral("city"));
    command.json = parser.isSet(QStringLiteral("json"));
    if (auto error = readReports(parser, command))
        return *error;
    return command;
}

Command parseConsole(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(withValue("deployment"));
    if (auto error = read(parser, arguments, {QStringLiteral("deployment")}))
        return *error;
    return ConsoleCommand{parser.value(QStringLiteral("deployment"))};
}

} // namespace

Command parseCommandLine(const QStringList &arguments)
{
    const QStringList given = arguments.mid(1);
    const auto has = [&](const char *a, const char *b) {
        return given.contains(QLatin1String(a)) || given.contains(QLatin1String(b));
    };
    if (has("-h", "--help"))
        return TextCommand{usageText()};
    if (has("-v", "--version"))
        return TextCommand{QStringLiteral("movr-console %1\n").arg(QStringLiteral(MOVR_VERSION))};
    if (given.isEmpty() || given.first().startsWith(u'-'))
        return parseConsole(arguments);
    const QStringList rest = QStringList{arguments.first()} + given.mid(1);
    if (given.first() == u"demo")
        return parseDemo(rest);
    if (given.first() == u"init")
        return parseInit(rest);
    if (given.first() == u"placement")
        return parsePlacement(rest);
    if (given.first() == u"journey")
        return parseJourney(rest);
    return UsageError{Tr::tr("Unknown command \"%1\". Try --help.").arg(given.first())};
}

} // namespace movr
