#include "db/placement/fix_text.h"
#include "db/placement/link_medians.h"
#include "db/placement/loss.h"
#include "db/placement/placement_sources.h"

#include <QTest>

#include <cmath>

using namespace movr;

namespace {

const QDateTime moment = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);

Region region(const QString &name)
{
    return {name, name, 0, 0, {}, {}};
}

CatalogRelation parent(const QString &name)
{
    CatalogRelation relation;
    relation.schema = QStringLiteral("public");
    relation.root = relation.name = name;
    relation.parent = true;
    relation.partitionKey = QStringLiteral("LIST (city)");
    relation.hasCity = true;
    return relation;
}

CatalogRelation leaf(const QString &root, const QString &partition, const QStringList &cities,
                     double rows = 100)
{
    CatalogRelation relation = parent(root);
    relation.parent = false;
    relation.partitionKey.clear();
    relation.name = root + u'_' + partition;
    relation.bound = cities.isEmpty() ? QStringLiteral("DEFAULT")
                                      : QStringLiteral("FOR VALUES IN (%1)").arg(literals(cities));
    relation.rows = rows;
    relation.bytes = qint64(rows * 100);
    relation.analyzed = moment;
    relation.analyzedEver = true;
    return relation;
}

/// A fleet of one table: each region is home to one partition and follows the others.
class PaperFleet
{
public:
    explicit PaperFleet(const QList<QStringList> &citiesOfRegions)
    {
        sources.now = moment;
        for (qsizetype i = 0; i < citiesOfRegions.size(); ++i)
            sources.deployment.regions.append(region(nameOf(i)));
        for (qsizetype i = 0; i < citiesOfRegions.size(); ++i)
            catalogs.append(catalogOf(i, citiesOfRegions));
    }

    static QString nameOf(qsizetype number) { return QStringLiteral("region-%1").arg(number); }
    static QString partitionOf(qsizetype number) { return QStringLiteral("p%1").arg(number); }

    Placement build()
    {
        for (const ServerCatalog &catalog : std::as_const(catalogs))
            sources.catalogs.insert(catalog.region, catalog);
        for (const QString &lost : std::as_const(down))
            sources.catalogs.insert(
                lost,
                Result<ServerCatalog>(Failure{
                    FailureKind::Connection, {}, lost, {}, true, lost + QStringLiteral(" is away"), {}}));
        Placement placement = buildPlacement(sources);
        placement.findings = findFindings(placement, sources);
        return placement;
    }

    PlacementSources sources;
    QList<ServerCatalog> catalogs;
    QStringList down;

private:
    static ServerCatalog catalogOf(qsizetype here, const QList<QStringList> &citiesOfRegions)
    {
        ServerCatalog catalog;
        catalog.region = catalog.self = nameOf(here);
        catalog.clock = catalog.readAt = moment;
        catalog.schemaVersion = 4;
        catalog.placedTables = {QStringLiteral("users")};
        catalog.relations.append(parent(QStringLiteral("users")));
        for (qsizetype i = 0; i < citiesOfRegions.size(); ++i) {
            const QString relation = QStringLiteral("users_") + partitionOf(i);
            catalog.relations.append(leaf(QStringLiteral("users"), partitionOf(i), citiesOfRegions.at(i)));
            catalog.placement.insert(partitionOf(i), nameOf(i));
            catalog.beats.insert(nameOf(i), moment.addSecs(-1));
            if (i == here) {
                if (citiesOfRegions.size() > 1)
                    catalog.published.insert(relation);
                continue;
            }
            catalog.guards.insert(relation, true);
            CatalogSubscription subscription;
            subscription.name = QStringLiteral("%1_from_%2").arg(here).arg(i);
            subscription.slot = subscription.name;
            subscription.enabled = subscription.running = true;
            subscription.tables.insert(relation, QStringLiteral("r"));
            catalog.subscriptions.append(subscription);
            catalog.replicationSlots.insert(QStringLiteral("%1_from_%2").arg(i).arg(here), {true, 0});
        }
        return catalog;
    }
};

QList<QStringList> someCities(int regions, int each)
{
    QList<QStringList> all;
    for (int r = 0; r < regions; ++r) {
        QStringList cities;
        for (int c = 0; c < each; ++c)
            cities.append(QStringLiteral("city %1-%2").arg(r).arg(c));
        all.append(cities);
    }
    return all;
}

} // namespace

/// Catalogs made by hand, of fleets that are not at hand: many regions, many cities, odd names, lost servers.
class TestPlacementBuild : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void literalsOfExpressions_data();
    void literalsOfExpressions();
    void quoting();
    void fixesAreFilledOnce();
    void sevenRegions();
    void oneRegionOneCity();
    void fiftyCities();
    void regionsThatDoNotAnswer();
    void nobodyAnswers();
    void lagIsByTheHomesClock();
    void agesOfASilentFleet();
    void withoutStatistics();
    void lossPicksTheFreshestCopy();
    void lossOfTwo();
    void keysTellFindingsApart();
    void linksAreMedians();
};

void TestPlacementBuild::literalsOfExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("list") << QStringLiteral("FOR VALUES IN ('rome', 'new york')")
                          << QStringList{QStringLiteral("rome"), QStringLiteral("new york")};
    QTest::newRow("array") << QStringLiteral("(city = ANY (ARRAY['a'::text, 'b'::text]))")
                           << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("quotes") << QStringLiteral("IN ('l''aquila', '''', '''''')")
                            << QStringList{QStringLiteral("l'aquila"), QStringLiteral("'"),
                                           QStringLiteral("''")};
    QTest::newRow("backslash") << QStringLiteral("IN (E'a\\\\b', 'c')")
                               << QStringList{QStringLiteral("a\\b"), QStringLiteral("c")};
    QTest::newRow("null") << QStringLiteral("FOR VALUES IN ('a', NULL)") << QStringList{QStringLiteral("a")};
    QTest::newRow("quoted column") << QStringLiteral("(\"it's\" = 'x')") << QStringList{QStringLiteral("x")};
    QTest::newRow("comma and bracket")
        << QStringLiteral("IN ('a, (b)', 'c')") << QStringList{QStringLiteral("a, (b)"), QStringLiteral("c")};
    QTest::newRow("empty text") << QStringLiteral("IN ('')") << QStringList{QString()};
    QTest::newRow("umlauts") << QStringLiteral("IN ('Zürich')") << QStringList{QStringLiteral("Zürich")};
    QTest::newRow("unfinished") << QStringLiteral("IN ('a") << QStringList{QStringLiteral("a")};
    QTest::newRow("none") << QStringLiteral("DEFAULT") << QStringList{};
}

void TestPlacementBuild::literalsOfExpressions()
{
    QFETCH(QString, expression);
    QFETCH(QStringList, texts);
    QCOMPARE(stringLiterals(expression), texts);
}

void TestPlacementBuild::quoting()
{
    QCOMPARE(identifier(QStringLiteral("rides_us_east")), QStringLiteral("rides_us_east"));
    QCOMPARE(identifier(QStringLiteral("users")), QStringLiteral("users"));
    QCOMPARE(identifier(QStringLiteral("order")), QStringLiteral("\"order\""));
    QCOMPARE(identifier(QStringLiteral("current_user")), QStringLiteral("\"current_user\""));
    QCOMPARE(identifier(QStringLiteral("Odd \"x\"")), QStringLiteral("\"Odd \"\"x\"\"\""));
    QCOMPARE(qualified(QStringLiteral("other.rides")), QStringLiteral("\"other\".rides"));
    QCOMPARE(literal(QStringLiteral("l'aquila")), QStringLiteral("'l''aquila'"));
    QCOMPARE(literal(QStringLiteral("a\\b")), QStringLiteral("E'a\\\\b'"));
    for (const QString &text : {QStringLiteral("it's"), QStringLiteral("\\'"), QStringLiteral("''\\\\")})
        QCOMPARE(stringLiterals(literal(text)), QStringList{text});
}

void TestPlacementBuild::fixesAreFilledOnce()
{
    // What is filled in may look like a placeholder itself.
    const QString fix = fixText(QStringLiteral("declare_home"),
                                {{QStringLiteral("partition"), literal(QStringLiteral("{region}"))},
                                 {QStringLiteral("region"), literal(QStringLiteral("r"))}});
    QVERIFY(fix.contains(QStringLiteral("'{region}'")));
    QVERIFY(fix.contains(QStringLiteral("region = 'r'")));
    QCOMPARE(comment(QStringLiteral("a\nDROP")), QStringLiteral("-- a\n-- DROP\n"));
}

void TestPlacementBuild::sevenRegions()
{
    PaperFleet fleet(someCities(7, 3));
    const Placement placement = fleet.build();
    QCOMPARE(placement.findings.size(), 0);
    QCOMPARE(placement.tables.size(), 1);
    QCOMPARE(placement.tables.first().partitions.size(), 7);
    for (const PartitionPlacement &partition : placement.tables.first().partitions) {
        QCOMPARE(partition.state, PlacementState::Right);
        QCOMPARE(partition.copies.size(), 6);
        QVERIFY(std::abs(partition.share - 1.0 / 7) < 1e-9);
    }
    QCOMPARE(placement.links.size(), 21);
    QCOMPARE(placement.matrix.size(), 7 * 21);
    QCOMPARE(placement.totals.size(), 7);
    QCOMPARE(placement.cell(QStringLiteral("city 3-1"), PaperFleet::nameOf(3))->home, true);
    QCOMPARE(placement.cell(QStringLiteral("city 3-1"), PaperFleet::nameOf(4))->home, false);
}

void TestPlacementBuild::oneRegionOneCity()
{
    PaperFleet fleet(someCities(1, 1));
    const Placement placement = fleet.build();
    QCOMPARE(placement.findings.size(), 0);
    QCOMPARE(placement.tables.first().state, PlacementState::Right);
    QCOMPARE(placement.matrix.size(), 1);
    QCOMPARE(placement.matrix.first().rows, 100.0);
    QVERIFY(placement.links.isEmpty());
}

void TestPlacementBuild::fiftyCities()
{
    PaperFleet fleet(someCities(2, 50));
    QHash<QString, double> shares;
    for (int c = 0; c < 50; ++c) // the statistics know the larger ones
        if (c < 10)
            shares.insert(QStringLiteral("city 0-%1").arg(c), 0.1);
    fleet.catalogs[0].shares.insert(QStringLiteral("users_p0"), shares);
    const Placement placement = fleet.build();
    QCOMPARE(placement.cities.size(), 100);
    QCOMPARE(placement.tables.first().partitions.first().cities.size(), 50);
    double sum = 0;
    for (const CityCell &cell : placement.matrix)
        if (cell.region == PaperFleet::nameOf(0) && cell.declared)
            sum += cell.rows;
    QVERIFY(std::abs(sum - 100) < 1e-6);
    QVERIFY(std::abs(placement.cell(QStringLiteral("city 0-3"), PaperFleet::nameOf(0))->rows - 10) < 1e-6);
    QCOMPARE(placement.cell(QStringLiteral("city 0-30"), PaperFleet::nameOf(0))->rows, 0.0);
    // Without statistics a partition's rows are divided evenly.
    QVERIFY(std::abs(placement.cell(QStringLiteral("city 1-30"), PaperFleet::nameOf(1))->rows - 2) < 1e-6);
}

void TestPlacementBuild::regionsThatDoNotAnswer()
{
    PaperFleet fleet(someCities(3, 1));
    fleet.down = {PaperFleet::nameOf(1)};
    const Placement placement = fleet.build();
    const auto &partitions = placement.tables.first().partitions;
    QCOMPARE(partitions.at(0).state, PlacementState::Right);
    QCOMPARE(partitions.at(1).state, PlacementState::Unreachable);
    QCOMPARE(partitions.at(2).state, PlacementState::Right);
    QCOMPARE(partitions.at(0).copies.at(0).state, FollowerCopy::State::Unknown);
    QVERIFY(partitions.at(0).sentence.contains(PaperFleet::nameOf(1)));
    QCOMPARE(placement.regions.at(1).failure.sentence, QStringLiteral("region-1 is away"));
    QCOMPARE(placement.cell(QStringLiteral("city 1-0"), PaperFleet::nameOf(1))->known, false);
    QCOMPARE(placement.findings.size(), 0); // that a region is down is told elsewhere
}

void TestPlacementBuild::nobodyAnswers()
{
    PaperFleet fleet(someCities(2, 1));
    fleet.down = {PaperFleet::nameOf(0), PaperFleet::nameOf(1)};
    const Placement placement = fleet.build();
    QVERIFY(placement.tables.isEmpty());
    QCOMPARE(placement.unread().size(), 2);
    QCOMPARE(placement.findings.size(), 0);
}

void TestPlacementBuild::lagIsByTheHomesClock()
{
    PaperFleet fleet(someCities(2, 1));
    fleet.catalogs[1].clock = moment.addSecs(3600); // its clock is wrong
    fleet.catalogs[1].beats[PaperFleet::nameOf(0)] = moment.addSecs(-31);
    Placement placement = fleet.build();
    const PartitionPlacement &late = placement.tables.first().partitions.first();
    QCOMPARE(*late.copies.first().lag, std::chrono::milliseconds(30'000));
    QCOMPARE(late.state, PlacementState::Lagging);
    QCOMPARE(placement.findings.size(), 1);
    QCOMPARE(placement.findings.first().kind, FindingKind::LaggingFollower);
    QCOMPARE(placement.findings.first().since, moment.addSecs(-31));
    fleet.catalogs[1].beats[PaperFleet::nameOf(0)] = moment.addSecs(-11);
    placement = fleet.build();
    QCOMPARE(placement.tables.first().state, PlacementState::Right); // not more than ten seconds
}

void TestPlacementBuild::agesOfASilentFleet()
{
    PaperFleet fleet(someCities(2, 1));
    for (ServerCatalog &catalog : fleet.catalogs)
        for (QDateTime &beat : catalog.beats)
            beat = moment.addDays(-1);
    const Placement placement = fleet.build();
    const FollowerCopy &copy = placement.tables.first().partitions.first().copies.first();
    QVERIFY(!copy.age); // nobody beats: it is not a day old, its age is not known
    QCOMPARE(*copy.lag, std::chrono::milliseconds(0));
    QCOMPARE(placement.findings.size(), 0);

    for (ServerCatalog &catalog : fleet.catalogs)
        for (CatalogSlot &slot : catalog.replicationSlots)
            slot.behind = 1'000'000;
    const Placement stuck = fleet.build();
    QVERIFY2(!stuck.tables.first().partitions.first().copies.first().lag,
             "the old beat says nothing of these bytes");
}

void TestPlacementBuild::withoutStatistics()
{
    PaperFleet fleet(someCities(2, 2));
    for (ServerCatalog &catalog : fleet.catalogs)
        for (CatalogRelation &relation : catalog.relations) {
            relation.rows.reset();
            relation.analyzedEver = false;
            relation.analyzed = {};
            relation.modified = 50;
        }
    const Placement placement = fleet.build();
    QVERIFY(!placement.tables.first().rows);
    QVERIFY(placement.tables.first().bytes);
    QCOMPARE(placement.findings.size(), 2); // one for each region's table
    QCOMPARE(placement.findings.first().kind, FindingKind::StaleStatistics);
    // So few rows that the servers collect nothing for them: nobody needs to.
    for (ServerCatalog &catalog : fleet.catalogs)
        for (CatalogRelation &relation : catalog.relations)
            relation.modified = 49;
    QCOMPARE(fleet.build().findings.size(), 0);
}

void TestPlacementBuild::lossPicksTheFreshestCopy()
{
    PaperFleet fleet(someCities(3, 1));
    fleet.catalogs[1].beats[PaperFleet::nameOf(0)] = moment.addSecs(-9);
    fleet.catalogs[2].beats[PaperFleet::nameOf(0)] = moment.addSecs(-4);
    Placement placement = fleet.build();
    RegionLoss loss = regionLoss(placement, PaperFleet::nameOf(0));
    QCOMPARE(loss.unchangeable, QStringList{QStringLiteral("city 0-0")});
    QCOMPARE(loss.cities.first().readableIn, PaperFleet::nameOf(2));
    QCOMPARE(*loss.cities.first().age, std::chrono::milliseconds(4'000));
    QVERIFY(!loss.activeRides); // nothing is known of them: that is not none
    // A copy that was never whole is none.
    fleet.catalogs[2].subscriptions[0].tables[QStringLiteral("users_p0")] = QStringLiteral("d");
    placement = fleet.build();
    loss = regionLoss(placement, PaperFleet::nameOf(0));
    QCOMPARE(loss.cities.first().readableIn, PaperFleet::nameOf(1));
}

void TestPlacementBuild::lossOfTwo()
{
    PaperFleet fleet(someCities(2, 2));
    fleet.down = {PaperFleet::nameOf(1)};
    const Placement placement = fleet.build();
    const RegionLoss loss = regionLoss(placement, PaperFleet::nameOf(0));
    // What the region that is down already took is not this one's doing.
    QCOMPARE(loss.unchangeable, (QStringList{QStringLiteral("city 0-0"), QStringLiteral("city 0-1")}));
    QCOMPARE(loss.lostAlready, QStringList{PaperFleet::nameOf(1)});
    QCOMPARE(loss.alreadyCannot, (QStringList{QStringLiteral("city 1-0"), QStringLiteral("city 1-1")}));
    QCOMPARE(loss.unreadable.size(), 4); // the copies of both were here
}

void TestPlacementBuild::linksAreMedians()
{
    using std::chrono::milliseconds;
    using Source = RegionLinkTime::Source;
    LinkMedians medians;
    const auto after = [&medians](milliseconds measured) {
        QList<RegionLinkTime> links{
            {QStringLiteral("a"), QStringLiteral("b"), measured, Source::Replication, 0},
            {QStringLiteral("a"), QStringLiteral("c"), milliseconds(80), Source::Reference, 0}};
        medians.apply(links);
        return links;
    };
    QCOMPARE(after(milliseconds(64)).first().roundTrip, std::chrono::nanoseconds(milliseconds(64)));
    (void)after(milliseconds(300));
    auto links = after(milliseconds(66));
    QCOMPARE(links.first().roundTrip, std::chrono::nanoseconds(milliseconds(66)));
    QCOMPARE(links.first().samples, 3);
    QCOMPARE(links.last().roundTrip, std::chrono::nanoseconds(milliseconds(80)));
    QCOMPARE(links.last().samples, 0); // published, not measured
    for (int i = 0; i < 2 * LinkMedians::kept; ++i)
        links = after(milliseconds(90));
    QCOMPARE(links.first().samples, int(LinkMedians::kept));
    QCOMPARE(links.first().roundTrip, std::chrono::nanoseconds(milliseconds(90)));
}

void TestPlacementBuild::keysTellFindingsApart()
{
    Finding finding;
    finding.region = QStringLiteral("a");
    Finding other = finding;
    QCOMPARE(other.key(), finding.key());
    other.sentence = QStringLiteral("in other words");
    QCOMPARE(other.key(), finding.key());
    other.region.clear();
    other.table = QStringLiteral("a");
    QVERIFY(other.key() != finding.key());
}

QTEST_GUILESS_MAIN(TestPlacementBuild)
#include "tst_placement_build.moc"
