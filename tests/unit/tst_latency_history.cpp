#include "db/history/history_file.h"
#include "db/history/latency_history.h"
#include "tests/support/test_fleet.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

const QString fleet = QStringLiteral("Test fleet");
const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");
const QString startRide = QStringLiteral("transactions/start_ride");
const qint64 noon =
    (QDateTime::currentSecsSinceEpoch() / 86'400 - 3) * 86'400 + 43'200; ///< UTC, three days ago

LatencyRollUp minuteOf(qint64 at, const QString &region, Nanoseconds wait, int times = 1,
                       const QString &statement = startRide)
{
    LatencyRollUp minute{QDateTime::fromSecsSinceEpoch(at, Qt::UTC), region, statement, {}};
    for (int i = 0; i < times; ++i)
        minute.totals.answered.add(wait);
    minute.totals.waitMicros = double(wait.count()) / 1000 * times;
    minute.totals.failed = 1;
    return minute;
}

TimeWindow window(qint64 from, qint64 to)
{
    return {QDateTime::fromSecsSinceEpoch(from, Qt::UTC), QDateTime::fromSecsSinceEpoch(to, Qt::UTC)};
}

bool about(std::optional<Nanoseconds> value, Nanoseconds wanted)
{
    return value && std::abs(double(value->count() - wanted.count())) <= 0.01 * double(wanted.count());
}

void execute(const QString &file, const QString &sql)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
}

/// While it lives no file of this process can grow beyond so many bytes: a full disk.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit full{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &full);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

} // namespace

class TestLatencyHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void minutesComeBackAfterARestart();
    void theSameMinuteAddsUp();
    void hoursCarryOnWhereMinutesAreGone();
    void gapsAreGaps();
    void aMinuteWithoutAnswersIsKept();
    void comparesTwoDays();
    void windowsOfComparisons();
    void staysWithinItsSize();
    void forgetsAfterThirtyDays();
    void aClockFarAheadForgetsNothing();
    void aFullDiskIsSaidAndNothingIsLost();
    void aFileThatIsNoDatabaseIsSetAside();
    void aDamagedFileIsSetAside();
    void aNewerFileIsSetAsideWhole();
    void aForeignFileIsSetAsideAsItWas_data();
    void aForeignFileIsSetAsideAsItWas();
    void anHourThatGoesOnIsNotTakenWhole();
    void aPlaceThatCannotBeMadeIsSaid();
    void survivesAKill();
    void twoConsolesOneFile();

private:
    QString file() const { return m_directory->filePath(QStringLiteral("deep/history.sqlite")); }
    QStringList asides() const
    {
        return QDir(m_directory->filePath(QStringLiteral("deep")))
            .entryList({QStringLiteral("history.*-*.sqlite")}, QDir::Files);
    }
    static bool kept(LatencyHistory &history)
    {
        // Answered in turn: what was added before has been written, or could not be.
        (void)await(history.totals(fleet, {}, window(noon, noon + 60)));
        return QTest::qWaitFor(
            [&history] {
                return history.status().state == HistoryStatus::State::Kept && history.status().waiting == 0;
            },
            20'000);
    }
    /// n of start ride in a window, from the history alone.
    static int answered(LatencyHistory &history, const TimeWindow &within)
    {
        const auto totals = await(history.totals(fleet, {}, within));
        return totals.ok() ? int(figuresOf(*totals, {}, within).n) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestLatencyHistory::minutesComeBackAfterARestart()
{
    {
        LatencyHistory history(file());
        history.add(fleet, {minuteOf(noon, east, 3ms, 120), minuteOf(noon, west, 70ms)});
    } // ends without being asked to write
    LatencyHistory history(file());
    const auto curves = await(history.curves(fleet, {}, window(noon - 120, noon + 120), 60s));
    QVERIFY2(curves.ok(), describe(curves));
    QCOMPARE(curves->size(), 2);
    QCOMPARE(curves->at(0).region, east);
    QCOMPARE(curves->at(0).points.size(), 4);
    const LatencyFigures &figures = curves->at(0).points.at(2).figures;
    QCOMPARE(figures.n, quint64(120));
    QCOMPARE(figures.source, FigureSource::History);
    QCOMPARE(figures.failed, quint64(1));
    QVERIFY(about(figures.p99, 3ms) && about(figures.mean, 3ms));
    const auto others =
        await(history.curves(QStringLiteral("Other"), {}, window(noon - 120, noon + 120), 60s));
    QVERIFY(others.ok() && others->isEmpty());
    QVERIFY(kept(history));
    QVERIFY(history.status().bytes > 0);
}

void TestLatencyHistory::theSameMinuteAddsUp()
{
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    history.add(fleet, {minuteOf(noon, east, 5ms), minuteOf(noon, east, 5ms)});
    const auto totals = await(history.totals(fleet, {}, window(noon, noon + 60)));
    QVERIFY2(totals.ok(), describe(totals));
    QCOMPARE(totals->size(), 1);
    QCOMPARE(totals->first().totals.answered.count(), quint64(3));
    QVERIFY(about(totals->first().totals.answered.most(), 5ms));
}

void TestLatencyHistory::hoursCarryOnWhereMinutesAreGone()
{
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon + 60, east, 3ms), minuteOf(noon + 120, east, 3ms)});
    QVERIFY(kept(history));
    history.add(fleet, {minuteOf(noon + 7200, east, 4ms)});
    QVERIFY(await(history.totals(fleet, {}, window(noon, noon + 60))).ok()); // it is written by then
    execute(file(), QStringLiteral("DELETE FROM minutes WHERE at < %1").arg(noon + 3600));
    QCOMPARE(answered(history, window(noon, noon + 10'800)), 3);
    const auto daily = await(history.curves(fleet, {}, window(noon, noon + 10'800), 3600s));
    QVERIFY2(daily.ok(), describe(daily));
    QString occupied;
    for (const LatencyPoint &point : daily->first().points)
        occupied += QString::number(point.figures.n);
    QCOMPARE(occupied, QStringLiteral("201"));
}

void TestLatencyHistory::gapsAreGaps()
{
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms), minuteOf(noon + 180, east, 3ms)});
    const auto curves = await(history.curves(fleet, {}, window(noon, noon + 240), 60s));
    QVERIFY2(curves.ok(), describe(curves));
    const auto &points = curves->first().points;
    QCOMPARE(points.size(), 4);
    QVERIFY(points.at(0).figures.p50 && !points.at(1).figures.p50 && !points.at(2).figures.max);
}

/// As long as a region is away nothing is answered there, and that is what there is to keep.
void TestLatencyHistory::aMinuteWithoutAnswersIsKept()
{
    const QString endRide = QStringLiteral("transactions/end_ride");
    LatencyRollUp away{QDateTime::fromSecsSinceEpoch(noon, Qt::UTC), west, endRide, {}};
    away.totals.unreachable = 3;
    {
        LatencyHistory history(file());
        history.add(fleet, {away});
        history.add(fleet, {minuteOf(noon, east, 3ms)});
        QVERIFY2(kept(history), qPrintable(history.status().sentence));
    }
    LatencyHistory history(file());
    const auto totals = await(history.totals(fleet, {}, window(noon, noon + 60)));
    QVERIFY2(totals.ok(), describe(totals));
    QCOMPARE(totals->size(), 2);
    for (const auto &one : *totals) {
        QCOMPARE(int(one.totals.unreachable), one.statement == endRide ? 3 : 0);
        QCOMPARE(int(one.totals.answered.count()), one.statement == endRide ? 0 : 1);
    }
}

void TestLatencyHistory::comparesTwoDays()
{
    LatencyHistory history(file());
    history.add(fleet,
                {minuteOf(noon, east, 9ms, 100), minuteOf(noon, west, 9ms, 100),
                 minuteOf(noon - 86'400, east, 3ms, 50), minuteOf(noon, east, 1ms, 7, floorStatement)});
    const auto windows =
        todayAndYesterday(QDateTime::fromSecsSinceEpoch(noon + 3600, Qt::UTC), QTimeZone::utc());
    const auto both = await(history.compare(fleet, {}, windows, 3600s));
    QVERIFY2(both.ok(), describe(both));
    QCOMPARE(both->now.points.size(), 13);
    QCOMPARE(both->then.points.size(), 13);
    QCOMPARE(both->now.whole.n, quint64(200));
    QCOMPARE(both->then.whole.n, quint64(50));
    QVERIFY(both->now.whole.p99 && !both->then.whole.p99);
    QVERIFY(about(both->then.points.at(12).figures.p50, 3ms));
    const auto one = await(history.compare(fleet, {{west}, {}}, windows, 3600s));
    QCOMPARE(one->now.whole.n, quint64(100));
    QCOMPARE(one->then.whole.n, quint64(0));
}

void TestLatencyHistory::windowsOfComparisons()
{
    const QTimeZone rome("Europe/Rome");
    const QDateTime now(QDate(2026, 3, 30), QTime(9, 20), rome); // the day after summer time began
    const auto days = todayAndYesterday(now, rome);
    QCOMPARE(days.now.from, QDateTime(QDate(2026, 3, 30), QTime(0, 0), rome));
    QCOMPARE(days.now.to, now);
    QCOMPARE(days.then.from, QDateTime(QDate(2026, 3, 29), QTime(0, 0), rome));
    QCOMPARE(days.then.from.secsTo(days.then.to), days.now.from.secsTo(days.now.to));
    const auto hours = thisHourAndLastWeek(now, rome);
    QCOMPARE(hours.now.from, QDateTime(QDate(2026, 3, 30), QTime(9, 0), rome));
    QCOMPARE(hours.then.from, QDateTime(QDate(2026, 3, 23), QTime(9, 0), rome));
    QCOMPARE(hours.then.from.secsTo(hours.then.to), 20 * 60);
}

void TestLatencyHistory::staysWithinItsSize()
{
    constexpr qint64 limit = 9'800'000;
    HistoryFile history(file(), limit);
    for (int batch = 0; batch < 60; ++batch) {
        QList<HistoryRow> rows;
        for (int minute = 0; minute < 60; ++minute)
            for (int statement = 0; statement < 10; ++statement)
                rows.append(HistoryRow::of(fleet, minuteOf(noon + batch * 3600 + minute * 60, east,
                                                           3ms * (1 + minute % 7), 1 + minute % 3,
                                                           QStringLiteral("s%1").arg(statement))));
        const auto written = history.write(rows, noon + batch * 3600);
        QVERIFY2(written.ok(), describe(written));
        qint64 bytes = 0;
        for (const char *part : {"", "-wal", "-shm"})
            bytes += QFileInfo(file() + QLatin1String(part)).size();
        QVERIFY2(bytes <= limit, qPrintable(QStringLiteral("%1 after %2").arg(bytes).arg(batch)));
    }
    quint64 hours = 0;
    const auto read =
        history.read(fleet, noon, noon + 60 * 3600, true,
                     [&](qint64, const QString &, const QString &, const LatencyTotals &) { ++hours; });
    QVERIFY2(read.ok(), describe(read));
    QCOMPARE(hours, quint64(600)); // the minutes had to go, the hours did not
    quint64 late = 0;
    QVERIFY(history
                .read(fleet, noon + 59 * 3600, noon + 60 * 3600, false,
                      [&](qint64, const QString &, const QString &, const LatencyTotals &) { ++late; })
                .ok());
    QCOMPARE(late, quint64(600));
}

void TestLatencyHistory::forgetsAfterThirtyDays()
{
    HistoryFile history(file(), LatencyHistory::mostBytes);
    QVERIFY(history.write({HistoryRow::of(fleet, minuteOf(noon, east, 3ms))}, noon).ok());
    const auto count = [&history] {
        int n = 0;
        const auto read =
            history.read(fleet, noon - 3600, noon + 3600, true,
                         [&n](qint64, const QString &, const QString &, const LatencyTotals &) { ++n; });
        return read.ok() ? n : -1;
    };
    QVERIFY(
        history.write({HistoryRow::of(fleet, minuteOf(noon + 29 * 86'400, east, 3ms))}, noon + 29 * 86'400)
            .ok());
    QCOMPARE(count(), 1);
    QVERIFY(history.write({}, noon + 31 * 86'400).ok());
    QCOMPARE(count(), 0);
}

void TestLatencyHistory::aClockFarAheadForgetsNothing()
{
    HistoryFile history(file(), LatencyHistory::mostBytes);
    QVERIFY(history.write({HistoryRow::of(fleet, minuteOf(noon, east, 3ms))}, noon).ok());
    const auto n = [&history](qint64 from, qint64 to) {
        int rows = 0;
        const auto read = history.read(
            fleet, from, to, false,
            [&rows](qint64, const QString &, const QString &, const LatencyTotals &) { ++rows; });
        return read.ok() ? rows : -1;
    };
    const qint64 ahead = noon + 400 * 86'400;
    for (const qint64 at : {ahead, ahead + 7'200}) // the trim comes once an hour
        QVERIFY(history.write({HistoryRow::of(fleet, minuteOf(at, east, 3ms))}, at).ok());
    QCOMPARE(n(noon - 3600, noon + 3600), 1);
    QCOMPARE(n(ahead - 3600, ahead + 9'000), 2);
    // It was right after all: once the new time is a day old, the old one goes.
    QVERIFY(history.write({}, ahead + 2 * 86'400).ok());
    QCOMPARE(n(noon - 3600, noon + 3600), 0);
}

void TestLatencyHistory::aFullDiskIsSaidAndNothingIsLost()
{
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    QVERIFY(kept(history));
    {
        const FullDisk full(1024);
        history.add(fleet, {minuteOf(noon + 60, east, 3ms)});
        QTRY_COMPARE_WITH_TIMEOUT(history.status().state, HistoryStatus::State::MemoryOnly, 20'000);
        QVERIFY2(history.status().sentence.contains(file()), qPrintable(history.status().sentence));
        QCOMPARE(history.status().waiting, 1);
        QCOMPARE(answered(history, window(noon, noon + 120)), 2); // recording goes on in memory
    }
    history.add(fleet, {minuteOf(noon + 120, east, 3ms)});
    QVERIFY(kept(history));
    QVERIFY(history.status().sentence.isEmpty());
    QCOMPARE(answered(history, window(noon, noon + 180)), 3);
}

void TestLatencyHistory::aFileThatIsNoDatabaseIsSetAside()
{
    QVERIFY(QDir().mkpath(m_directory->filePath(QStringLiteral("deep"))));
    QFile garbage(file());
    QVERIFY(garbage.open(QIODevice::WriteOnly));
    const QByteArray precious(5000, 'x');
    garbage.write(precious);
    garbage.close();
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    QVERIFY(kept(history));
    QCOMPARE(answered(history, window(noon, noon + 60)), 1);
    QCOMPARE(asides().size(), 1);
    QVERIFY2(history.status().notice.contains(asides().first()), qPrintable(history.status().notice));
    QFile aside(m_directory->filePath(QStringLiteral("deep/") + asides().first()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), precious);
}

void TestLatencyHistory::aDamagedFileIsSetAside()
{
    {
        HistoryFile whole(file(), LatencyHistory::mostBytes);
        QList<HistoryRow> rows;
        for (int minute = 0; minute < 2000; ++minute)
            rows.append(HistoryRow::of(fleet, minuteOf(noon + minute * 60, east, 3ms)));
        QVERIFY(whole.write(rows, noon).ok());
    }
    QFile broken(file());
    QVERIFY(broken.open(QIODevice::ReadWrite));
    QVERIFY(broken.size() > 20'000);
    broken.seek(8192);
    broken.write(QByteArray(8192, char(0x5a)));
    broken.close();
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    QVERIFY(kept(history));
    QCOMPARE(asides().size(), 1);
    QVERIFY(asides().first().contains(QStringLiteral("damaged")));
    QCOMPARE(answered(history, window(noon, noon + 86'400)), 1);
}

void TestLatencyHistory::aNewerFileIsSetAsideWhole()
{
    {
        HistoryFile whole(file(), LatencyHistory::mostBytes);
        QVERIFY(whole.write({HistoryRow::of(fleet, minuteOf(noon, east, 3ms))}, noon).ok());
    }
    execute(file(), QStringLiteral("PRAGMA user_version = 2"));
    LatencyHistory history(file());
    QVERIFY(kept(history));
    QCOMPARE(asides().size(), 1);
    QVERIFY(asides().first().contains(QStringLiteral("newer")));
    QVERIFY(history.status().notice.contains(QStringLiteral("newer")));
    QCOMPARE(answered(history, window(noon, noon + 60)), 0);
    execute(m_directory->filePath(QStringLiteral("deep/") + asides().first()),
            QStringLiteral("SELECT answered FROM minutes"));
}

void TestLatencyHistory::aForeignFileIsSetAsideAsItWas_data()
{
    QTest::addColumn<QString>("made");
    QTest::newRow("of another program") << QStringLiteral("CREATE TABLE songs (name text)");
    QTest::newRow("of that version, too") << QStringLiteral("PRAGMA user_version = 1");
}

void TestLatencyHistory::aForeignFileIsSetAsideAsItWas()
{
    QFETCH(QString, made);
    QVERIFY(QDir().mkpath(QFileInfo(file()).absolutePath()));
    execute(file(), made);
    QFile former(file());
    QVERIFY(former.open(QIODevice::ReadOnly));
    const QByteArray content = former.readAll();
    former.close();
    LatencyHistory history(file());
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    QVERIFY(kept(history));
    QCOMPARE(answered(history, window(noon, noon + 60)), 1);
    QCOMPARE(asides().size(), 1);
    QVERIFY(history.status().notice.contains(QStringLiteral("no history of this console")));
    QFile aside(m_directory->filePath(QStringLiteral("deep/") + asides().first()));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
}

void TestLatencyHistory::anHourThatGoesOnIsNotTakenWhole()
{
    auto history = std::make_unique<HistoryFile>(file(), LatencyHistory::mostBytes);
    const qint64 late = noon + 30 * 60;
    QVERIFY(history
                ->write({HistoryRow::of(fleet, minuteOf(noon + 60, east, 3ms)),
                         HistoryRow::of(fleet, minuteOf(late, east, 3ms))},
                        noon)
                .ok());
    const auto found = [&history](qint64 from, qint64 to, bool hours) {
        quint64 n = 0;
        const auto read = history->read(fleet, from, to, hours,
                                        [&n](qint64, const QString &, const QString &,
                                             const LatencyTotals &totals) { n += totals.answered.count(); });
        return read.ok() ? n : quint64(999);
    };
    // The first hour of all: its minutes are there.
    QCOMPARE(found(noon - 7200, noon + 1200, false), quint64(1));
    QCOMPARE(found(noon - 7200, noon + 1200, true), quint64(1));
    QCOMPARE(found(noon - 7200, noon + 3600, true), quint64(2));
    // Where its minutes were forgotten, a part of it is not known; it is not the whole.
    history.reset();
    execute(file(), QStringLiteral("DELETE FROM minutes"));
    history = std::make_unique<HistoryFile>(file(), LatencyHistory::mostBytes);
    QCOMPARE(found(noon, noon + 1200, false), quint64(0));
    QCOMPARE(found(noon, noon + 3600, false), quint64(2));
    QCOMPARE(found(noon, noon + 3600, true), quint64(2));
}

void TestLatencyHistory::aPlaceThatCannotBeMadeIsSaid()
{
    QFile plain(m_directory->filePath(QStringLiteral("deep")));
    QVERIFY(plain.open(QIODevice::WriteOnly)); // a file where the directory should be
    LatencyHistory history(file());
    QSignalSpy changed(&history, &LatencyHistory::statusChanged);
    history.add(fleet, {minuteOf(noon, east, 3ms)});
    QTRY_COMPARE_WITH_TIMEOUT(history.status().waiting, 1, 20'000);
    QCOMPARE(history.status().state, HistoryStatus::State::MemoryOnly);
    QVERIFY(!history.status().sentence.isEmpty());
    QCOMPARE(answered(history, window(noon, noon + 60)), 1);
    QVERIFY(!changed.isEmpty());
}

void TestLatencyHistory::survivesAKill()
{
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-until-killed"), file()});
    QVERIFY(writer.waitForStarted());
    while (writer.readAllStandardOutput().count('\n') == 0) // some are written
        QVERIFY(writer.waitForReadyRead(20'000));
    writer.kill();
    QVERIFY(writer.waitForFinished());
    HistoryFile history(file(), LatencyHistory::mostBytes);
    quint64 minutes = 0;
    quint64 inHours = 0;
    QVERIFY(history
                .read(fleet, noon, noon + 100 * 86'400, false,
                      [&](qint64, const QString &, const QString &, const LatencyTotals &totals) {
                          minutes += totals.answered.count();
                      })
                .ok());
    QVERIFY(history
                .read(fleet, noon, noon + 100 * 86'400, true,
                      [&](qint64, const QString &, const QString &, const LatencyTotals &totals) {
                          inHours += totals.answered.count();
                      })
                .ok());
    QVERIFY(minutes >= 10);
    QCOMPARE(minutes, inHours); // both or none
    QVERIFY(history.takeNotice().isEmpty());
    QVERIFY(asides().isEmpty());
}

void TestLatencyHistory::twoConsolesOneFile()
{
    LatencyHistory one(file());
    LatencyHistory other(file());
    for (int i = 0; i < 20; ++i) {
        one.add(fleet, {minuteOf(noon, east, 3ms)});
        other.add(fleet, {minuteOf(noon, east, 5ms)});
    }
    QVERIFY(await(one.totals(fleet, {}, window(noon, noon + 60))).ok());
    QVERIFY(await(other.totals(fleet, {}, window(noon, noon + 60))).ok());
    // One that finds the file locked for too long on a busy machine writes again a minute later.
    QTRY_COMPARE_WITH_TIMEOUT(answered(one, window(noon, noon + 60)), 40, 80'000);
}

namespace {

int writeUntilKilled(const QString &file)
{
    HistoryFile history(file, LatencyHistory::mostBytes);
    for (int minute = 0;; ++minute) {
        QList<HistoryRow> rows;
        for (const QString &region : {east, west})
            rows.append(HistoryRow::of(fleet, minuteOf(noon + minute * 60, region, 3ms)));
        if (!history.write(rows, noon))
            return 1;
        if (minute == 20) {
            std::puts("written");
            std::fflush(stdout);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write-until-killed")
        return writeUntilKilled(arguments.value(2));
    TestLatencyHistory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_latency_history.moc"
