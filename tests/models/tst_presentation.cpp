#include "models/inspection.h"
#include "models/presentation/city_time.h"
#include "models/presentation/region_labels.h"
#include "models/presentation/words.h"

#include <QTest>

#include <algorithm>

using namespace movr;
using namespace std::chrono_literals;

namespace {

Catalog catalog()
{
    CityInfo rome;
    rome.city = QStringLiteral("rome");
    rome.partition = QStringLiteral("europe_west");
    rome.region = QStringLiteral("gcp-europe-west1");
    rome.timeZone = "Europe/Rome";
    CityInfo broken = rome;
    broken.city = QStringLiteral("paris");
    broken.timeZone = "No/Where";
    return Catalog({rome, broken});
}

QDateTime utc(int month, int hour)
{
    return QDateTime(QDate(2026, month, 23), QTime(hour, 14), Qt::UTC);
}

bool has(const Inspection &inspection, const QString &label)
{
    return std::any_of(inspection.lines.cbegin(), inspection.lines.cend(),
                       [&label](const InspectionLine &line) { return line.label == label; });
}

/// The line of that label, or one without anything.
InspectionLine line(const Inspection &inspection, const QString &label)
{
    for (const InspectionLine &candidate : inspection.lines) {
        if (candidate.label == label)
            return candidate;
    }
    return {};
}

/// Where the line of that label leads; a link to nothing when it has none.
InspectionLink link(const Inspection &inspection, const QString &label)
{
    return line(inspection, label).link.value_or(InspectionLink{});
}

} // namespace

class TestPresentation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void regionsAreNamedByTheirLabels()
    {
        Deployment fleet;
        const auto add = [&fleet](const char *name, const char *label) {
            Region region;
            region.name = QLatin1String(name);
            region.label = QLatin1String(label);
            fleet.regions.append(region);
        };
        add("gcp-us-west1", "US West");
        add("gcp-us-west10", "Desert");
        add("a", "Twin");
        add("b", "Twin");
        const RegionLabels labels(fleet);
        QCOMPARE(labels.of(QStringLiteral("gcp-us-west1")), QStringLiteral("US West"));
        QCOMPARE(labels.withName(QStringLiteral("gcp-us-west1")), QStringLiteral("US West (gcp-us-west1)"));
        QCOMPARE(labels.of(QStringLiteral("a")), QStringLiteral("a")); // "Twin" would be either
        QCOMPARE(labels.of(QStringLiteral("unknown")), QStringLiteral("unknown"));
        QCOMPARE(
            labels.in(QStringLiteral("gcp-us-west10, gcp-us-west1: a b, my-gcp-us-west1 (gcp-us-west1).")),
            QStringLiteral("Desert, US West: a b, my-gcp-us-west1 (US West)."));
        QCOMPARE(labels.withNamesIn(QStringLiteral("gcp-us-west1 is gone.")),
                 QStringLiteral("US West (gcp-us-west1) is gone."));
        QCOMPARE(RegionLabels().in(QStringLiteral("gcp-us-west1.")), QStringLiteral("gcp-us-west1."));
    }

    void detailsOfAnActionAreNamedAsElsewhere()
    {
        OperatorAction action;
        action.city = QStringLiteral("rome");
        action.details = {{QStringLiteral("rider_city"), QStringLiteral("new york")},
                          {QStringLiteral("type"), QStringLiteral("bike")},
                          {QStringLiteral("location"), QStringLiteral("rome")}};
        const Inspection inspection = inspect(action, catalog());
        QCOMPARE(line(inspection, words::detail(QStringLiteral("rider_city"))).value,
                 QStringLiteral("New York"));
        QCOMPARE(line(inspection, words::detail(QStringLiteral("type"))).value, QStringLiteral("Bike"));
        QCOMPARE(line(inspection, words::detail(QStringLiteral("location"))).value, QStringLiteral("rome"));
    }

    void timesNameTheirZone();
    void spans();
    void durations_data();
    void durations();
    void lengths();
    void wordsForPeople();
    void inspectionOfARide();
    void inspectionOfAVehicle();
    void inspectionOfAnAction();
};

void TestPresentation::timesNameTheirZone()
{
    const QString rome = QStringLiteral("rome");
    CityTime time(catalog());
    QCOMPARE(time.text(utc(11, 14), rome), QStringLiteral("2026-11-23 15:14 CET"));
    QCOMPARE(time.text(utc(7, 23), rome), QStringLiteral("2026-07-24 01:14 CEST"));
    QCOMPARE(time.text(utc(11, 14), QStringLiteral("paris")), QStringLiteral("2026-11-23 14:14 UTC"));
    QCOMPARE(time.text(utc(11, 14), QStringLiteral("oslo")), QStringLiteral("2026-11-23 14:14 UTC"));
    QCOMPARE(time.text({}, rome), QString());
    QCOMPARE(time.bothText({}, rome), QString());
    time.setInUtc(true);
    QCOMPARE(time.text(utc(11, 14), rome), QStringLiteral("2026-11-23 14:14 UTC"));
}

void TestPresentation::spans()
{
    QCOMPARE(ageText(-5s), QStringLiteral("now"));
    QCOMPARE(ageText(999ms), QStringLiteral("now"));
    QCOMPARE(ageText(3s), QStringLiteral("3 s ago"));
    QCOMPARE(ageText(59'999ms), QStringLiteral("59 s ago"));
    QCOMPARE(ageText(60s), QStringLiteral("1 min ago"));
    QCOMPARE(ageText(5h), QStringLiteral("5 h ago"));
    QCOMPARE(ageText(72h), QStringLiteral("3 d ago"));
    QCOMPARE(spanText(12s), QStringLiteral("12 s"));
}

void TestPresentation::durations_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 µs");
    QTest::newRow("microseconds") << qint64(850'400) << QStringLiteral("850 µs");
    QTest::newRow("no thousand microseconds") << qint64(999'700) << QStringLiteral("1.0 ms");
    QTest::newRow("small milliseconds") << qint64(1'240'000) << QStringLiteral("1.2 ms");
    QTest::newRow("ten is written once") << qint64(9'960'000) << QStringLiteral("10 ms");
    QTest::newRow("milliseconds") << qint64(64'000'000) << QStringLiteral("64 ms");
    QTest::newRow("seconds") << qint64(1'500'000'000) << QStringLiteral("1.5 s");
}

void TestPresentation::durations()
{
    QFETCH(qint64, nanoseconds);
    QLocale::setDefault(QLocale::c());
    QTEST(durationText(std::chrono::nanoseconds(nanoseconds)), "text");
}

void TestPresentation::lengths()
{
    QCOMPARE(lengthText(45), QStringLiteral("45 s"));
    QCOMPARE(lengthText(23 * 60 + 59), QStringLiteral("23 min"));
    QCOMPARE(lengthText(3900), QStringLiteral("1 h 05 min"));
    QCOMPARE(lengthText(-4), QStringLiteral("0 s"));
}

void TestPresentation::wordsForPeople()
{
    QCOMPARE(words::city(QStringLiteral("washington dc")), QStringLiteral("Washington DC"));
    QCOMPARE(words::city(QStringLiteral("los angeles")), QStringLiteral("Los Angeles"));
    QCOMPARE(words::city(QString()), QString());
    QCOMPARE(words::action(QStringLiteral("take_out_of_service")), QStringLiteral("Take out of service"));
    QCOMPARE(words::action(QStringLiteral("paint_vehicle")), QStringLiteral("Paint vehicle"));
    QCOMPARE(words::outcome(QStringLiteral("done")), QStringLiteral("Done"));
    QCOMPARE(words::outcome(QStringLiteral("user_riding")), QStringLiteral("Refused: user riding"));
    QCOMPARE(words::outcomeSentence(QStringLiteral("no_such_rule")), QStringLiteral("Refused: no such rule"));
    QCOMPARE(words::username(QString()), QStringLiteral("Removed"));
    QCOMPARE(words::username(QStringLiteral("")), QString());
}

void TestPresentation::inspectionOfARide()
{
    Ride ride;
    ride.id = QUuid::createUuid();
    ride.vehicleId = QUuid::createUuid();
    ride.riderId = QUuid::createUuid();
    ride.city = QStringLiteral("rome");
    ride.riderCity = QStringLiteral("paris");
    ride.riderUsername = QStringLiteral("jean");
    ride.startTime = utc(11, 14);
    const Inspection inspection = inspect(ride, catalog());
    QCOMPARE(inspection.id, ride.rowId());
    QCOMPARE(line(inspection, QStringLiteral("Start")).value, QStringLiteral("2026-11-23 15:14 CET"));
    QCOMPARE(line(inspection, QStringLiteral("Start (UTC)")).value, QStringLiteral("2026-11-23 14:14 UTC"));
    QVERIFY(!has(inspection, QStringLiteral("End")));
    QCOMPARE(line(inspection, QStringLiteral("Home region")).value, QStringLiteral("gcp-europe-west1"));
    QCOMPARE(line(inspection, QStringLiteral("Partition")).value, QStringLiteral("europe_west"));
    QCOMPARE(link(inspection, QStringLiteral("Rider")),
             (InspectionLink{InspectionLink::To::ThisUser, {QStringLiteral("paris"), ride.riderId}}));
    QCOMPARE(link(inspection, QStringLiteral("Vehicle")),
             (InspectionLink{InspectionLink::To::ThisVehicle, ride.vehicle()}));
    QCOMPARE(link(inspection, QStringLiteral("Trace")).to, InspectionLink::To::Trace);
    QVERIFY(line(inspection, QStringLiteral("Id")).copyable);
}

void TestPresentation::inspectionOfAVehicle()
{
    Vehicle vehicle;
    vehicle.id = QUuid::createUuid();
    vehicle.ownerId = QUuid::createUuid();
    vehicle.city = QStringLiteral("atlantis");
    vehicle.activeRide = QUuid::createUuid();
    vehicle.status = VehicleStatus::Unavailable;
    const Inspection inspection = inspect(vehicle, catalog());
    QVERIFY2(!has(inspection, QStringLiteral("Home region")),
             "an unknown city has no home that could be told");
    QCOMPARE(link(inspection, QStringLiteral("In ride")).id.id, *vehicle.activeRide);
    QCOMPARE(line(inspection, QStringLiteral("Owner")).value, QStringLiteral("Removed"));
    QCOMPARE(link(inspection, QStringLiteral("Rides")).to, InspectionLink::To::RidesOfVehicle);
}

void TestPresentation::inspectionOfAnAction()
{
    OperatorAction action;
    action.city = QStringLiteral("rome");
    action.requestId = QUuid::createUuid();
    action.action = QStringLiteral("remove_vehicle");
    action.subjectKind = QStringLiteral("vehicle");
    action.subjectId = QUuid::createUuid();
    action.outcome = QStringLiteral("done");
    action.details = {{QStringLiteral("last_location"), QStringLiteral("Via Appia")}};
    const Inspection inspection = inspect(action, catalog());
    QCOMPARE(link(inspection, QStringLiteral("Vehicle")).to, InspectionLink::To::ThisVehicle);
    QCOMPARE(line(inspection, QStringLiteral("Last location")).value, QStringLiteral("Via Appia"));
    QVERIFY(!has(inspection, QStringLiteral("Reason")));
}

QTEST_GUILESS_MAIN(TestPresentation)
#include "tst_presentation.moc"
