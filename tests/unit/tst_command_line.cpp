#include "app/command_line.h"

#include <QTest>

using namespace movr;

namespace {

Command parse(const QString &line)
{
    return parseCommandLine(QStringList{QStringLiteral("movr-console")}
                            + line.split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void console();
    void demo();
    void init();
    void placement();
    void journey();
    void texts();
};

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("names");
    QTest::newRow("option") << "--nope"
                            << "--nope";
    QTest::newRow("command") << "frobnicate"
                             << "frobnicate";
    QTest::newRow("option of demo") << "demo --nope"
                                    << "--nope";
    QTest::newRow("option of another command") << "init --scale 3"
                                               << "--scale";
    QTest::newRow("placement of nothing") << "placement --json"
                                          << "--deployment";
    QTest::newRow("argument") << "demo extra"
                              << "extra";
    QTest::newRow("place") << "demo --from mars"
                           << "mars";
    QTest::newRow("scale text") << "demo --scale many"
                                << "many";
    QTest::newRow("scale too small") << "demo --scale 0"
                                     << "0.01";
    QTest::newRow("scale too large") << "demo --scale 1e9"
                                     << "1000";
    QTest::newRow("traffic negative") << "demo --traffic=-1"
                                      << "--traffic";
    QTest::newRow("value missing") << "demo --keep"
                                   << "--keep";
    QTest::newRow("headless tour") << "demo --headless --tour d"
                                   << "exclude";
    QTest::newRow("init without file") << "init"
                                       << "--deployment";
    QTest::newRow("home without region") << "init --deployment f --home us_east"
                                         << "us_east";
    QTest::newRow("home without partition") << "init --deployment f --home =r"
                                            << "=r";
    QTest::newRow("journey from") << "journey --from mars"
                                  << "mars";
    QTest::newRow("journey of one deployment") << "journey --deployment f"
                                               << "--single-region-deployment";
    QTest::newRow("journey from somewhere else") << "journey --deployment f --single-region-deployment g --from rome"
                                                 << "--from";
    QTest::newRow("journey repeat none") << "journey --repeat 0"
                                         << "10000";
    QTest::newRow("journey repeat half") << "journey --repeat 1.5"
                                         << "1.5";
    QTest::newRow("journey report") << "journey --report journey.doc"
                                    << "journey.doc";
}

void TestCommandLine::refuses()
{
    QFETCH(const QString, line);
    QFETCH(const QString, names);
    const Command command = parse(line);
    const auto *error = std::get_if<UsageError>(&command);
    QVERIFY(error);
    QVERIFY2(error->sentence.contains(names), qPrintable(error->sentence));
    QVERIFY2(error->sentence.endsWith(u'.') && !error->sentence.endsWith(u".."), qPrintable(error->sentence));
    QVERIFY(!error->sentence.contains(u'\n'));
}

void TestCommandLine::console()
{
    QCOMPARE(std::get<ConsoleCommand>(parse({})).deploymentFile, QString());
    QCOMPARE(std::get<ConsoleCommand>(parse("--deployment f.json")).deploymentFile, QStringLiteral("f.json"));
}

void TestCommandLine::demo()
{
    const auto plain = std::get<DemoCommand>(parse("demo"));
    QCOMPARE(plain.cluster.from, QStringLiteral("gcp-us-east1"));
    QCOMPARE(plain.cluster.scale, 1.0);
    QCOMPARE(plain.traffic, 5.0);
    QVERIFY(!plain.headless && plain.tour.isEmpty() && plain.cluster.keep.isEmpty());
    const auto full =
        std::get<DemoCommand>(parse("demo --from rome --scale 0.5 --traffic 0 --keep d --headless"));
    QCOMPARE(full.cluster.from, QStringLiteral("rome"));
    QCOMPARE(full.cluster.scale, 0.5);
    QCOMPARE(full.traffic, 0.0);
    QCOMPARE(full.cluster.keep, QStringLiteral("d"));
    QVERIFY(full.headless);
    QCOMPARE(std::get<DemoCommand>(parse("demo --tour pictures")).tour, QStringLiteral("pictures"));
}

void TestCommandLine::init()
{
    const auto command =
        std::get<InitCommand>(parse("init --deployment f --home us_east=a --home us_west=b=c"));
    QCOMPARE(command.deploymentFile, QStringLiteral("f"));
    QCOMPARE(command.homes.value(QStringLiteral("us_east")), QStringLiteral("a"));
    QCOMPARE(command.homes.value(QStringLiteral("us_west")), QStringLiteral("b=c"));
}

void TestCommandLine::placement()
{
    const Command parsed = parse(QStringLiteral("placement --deployment fleet.json"));
    const auto *plain = std::get_if<PlacementCommand>(&parsed);
    QVERIFY(plain);
    QCOMPARE(plain->deploymentFile, QStringLiteral("fleet.json"));
    QVERIFY(!plain->json && !plain->exact);
    const Command more = parse(QStringLiteral("placement --json --exact --deployment fleet.json"));
    const auto *full = std::get_if<PlacementCommand>(&more);
    QVERIFY(full && full->json && full->exact);
}

void TestCommandLine::journey()
{
    const auto plain = parseCommandLine({QStringLiteral("movr-console"), QStringLiteral("journey")});
    QVERIFY(std::holds_alternative<JourneyCommand>(plain));
    QCOMPARE(std::get<JourneyCommand>(plain).cluster.from, QStringLiteral("gcp-europe-west1"));
    QCOMPARE(std::get<JourneyCommand>(plain).repeat, 20);
    const auto full = parseCommandLine(
        {QStringLiteral("movr-console"), QStringLiteral("journey"), QStringLiteral("--from"),
         QStringLiteral("rome"), QStringLiteral("--repeat"), QStringLiteral("100"), QStringLiteral("--json"),
         QStringLiteral("--report"), QStringLiteral("a.html"), QStringLiteral("--report"),
         QStringLiteral("b.CSV"), QStringLiteral("--city"), QStringLiteral("rome")});
    QVERIFY(std::holds_alternative<JourneyCommand>(full));
    const auto &command = std::get<JourneyCommand>(full);
    QCOMPARE(command.cluster.from, QStringLiteral("rome"));
    QCOMPARE(command.repeat, 100);
    QVERIFY(command.json);
    QCOMPARE(command.reports, (QStringList{QStringLiteral("a.html"), QStringLiteral("b.CSV")}));
    QCOMPARE(command.city, QStringLiteral("rome"));
    const auto own = parseCommandLine({QStringLiteral("movr-console"), QStringLiteral("journey"),
                                       QStringLiteral("--deployment"), QStringLiteral("m.json"),
                                       QStringLiteral("--single-region-deployment"), QStringLiteral("s.json")});
    QVERIFY(std::holds_alternative<JourneyCommand>(own));
    QCOMPARE(std::get<JourneyCommand>(own).singleRegionFile, QStringLiteral("s.json"));
}

void TestCommandLine::texts()
{
    QVERIFY(std::get<TextCommand>(parse("--version")).text.startsWith(u"movr-console "));
    const QString help = std::get<TextCommand>(parse("demo --help")).text;
    for (const char *word : {"--deployment", "demo", "init", "--from", "--scale", "--traffic", "--keep",
                             "--headless", "--tour", "--home", "rome"})
        QVERIFY2(help.contains(QLatin1String(word)), word);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
