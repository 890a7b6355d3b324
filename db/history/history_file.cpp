#include "db/history/history_file.h"

#include "db/base/sql_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::History)
};

constexpr qint64 daySeconds = 86'400;
constexpr qint64 logBytes = 8 << 20; ///< what the write-ahead log may take beside the file

QString text(const char *name)
{
    return QString::fromUtf8(sqlText(QStringLiteral("history/") + QLatin1String(name), SqlEngine::Sqlite));
}

LatencyTotals countsAt(const QSqlQuery &row)
{
    LatencyTotals totals;
    totals.failed = row.value(1).toULongLong();
    totals.timedOut = row.value(2).toULongLong();
    totals.unreachable = row.value(3).toULongLong();
    totals.cancelled = row.value(4).toULongLong();
    totals.retried = row.value(5).toULongLong();
    totals.rows = row.value(6).toULongLong();
    totals.waitMicros = row.value(7).toDouble();
    totals.knownMicros = row.value(8).toDouble();
    totals.networkMicros = row.value(9).toDouble();
    totals.consoleMicros = row.value(10).toDouble();
    return totals;
}

std::optional<LatencyTotals> totalsAt(const QSqlQuery &row)
{
    LatencyTotals totals = countsAt(row);
    auto answered = Histogram::unpack(row.value(0).toByteArray());
    if (!answered)
        return {};
    totals.answered = std::move(*answered);
    return totals;
}

} // namespace

HistoryRow HistoryRow::of(const QString &deployment, const LatencyRollUp &minute)
{
    HistoryRow row{deployment,
                   minute.region,
                   minute.statement,
                   minute.at.toSecsSinceEpoch(),
                   minute.totals.answered.pack(),
                   minute.totals};
    row.counts.answered = {};
    return row;
}

LatencyTotals HistoryRow::totals() const
{
    LatencyTotals whole = counts;
    whole.answered = Histogram::unpack(answered).value_or(Histogram());
    return whole;
}

HistoryFile::HistoryFile(QString path, qint64 mostBytes)
    : m_path(std::move(path)), m_mostBytes(mostBytes),
      m_connection(QUuid::createUuid().toString(QUuid::Id128))
{}

HistoryFile::~HistoryFile()
{
    close();
}

void HistoryFile::close()
{
    m_queries.clear();
    m_series.clear();
    m_open = false;
    if (QSqlDatabase::contains(m_connection)) {
        QSqlDatabase::database(m_connection, false).close();
        QSqlDatabase::removeDatabase(m_connection);
    }
}

Failure HistoryFile::failed(const QSqlError &error, const char *name)
{
    constexpr int corrupt = 11;
    constexpr int full = 13;
    constexpr int notADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xff;
    m_damaged = code == corrupt || code == notADatabase;
    const QString why = code == full
                          ? Tr::tr("the disk is full")
                          : (error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
    return {FailureKind::Environment,
            {},
            {},
            QLatin1String(name),
            true,
            Tr::tr("The history file %1 cannot be used: %2.").arg(m_path, why),
            error.text()};
}

Result<Done> HistoryFile::connectFile()
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    if (!database.isValid())
        return Failure{FailureKind::Environment,
                       {},
                       {},
                       {},
                       false,
                       Tr::tr("Qt's SQLite driver is missing. Install the package libqt6sql6-sqlite."),
                       {}};
    database.setDatabaseName(m_path);
    if (!database.open())
        return failed(database.lastError(), "open");
    return Done{};
}

Result<Done> HistoryFile::open()
{
    if (m_open)
        return Done{};
    for (int attempt = 0; attempt < 2; ++attempt) {
        close();
        m_damaged = false;
        auto ready = connectFile();
        if (ready)
            ready = prepareSchema();
        if (ready) {
            m_open = true;
            return Done{};
        }
        if (!m_damaged) {
            close();
            return ready;
        }
        if (auto aside = setAside(Tr::tr("it is damaged"), QStringLiteral("damaged")); !aside)
            return aside;
    }
    return Failure{FailureKind::Environment,
                   {},
                   {},
                   {},
                   true,
                   Tr::tr("The history file %1 cannot be made.").arg(m_path),
                   {}};
}

Result<Done> HistoryFile::prepareSchema()
{
    // A file that is set aside stays as it is: it is looked at before anything is set.
    auto checked = single("check");
    if (!checked)
        return checked.failure();
    if (checked->toString() != u"ok") {
        m_damaged = true;
        return Failure{FailureKind::Environment, {}, {}, {}, true, checked->toString(), {}};
    }
    auto found = single("version");
    if (!found)
        return found.failure();
    if (found->toInt() > version)
        return beginAnew(Tr::tr("it was written by a newer console"), QStringLiteral("newer"));
    auto tables = single("tables");
    if (!tables)
        return tables.failure();
    // Another program's file, or one that lost its tables.
    if (tables->toString() != (found->toInt() == version ? u"hours,minutes,series" : u""))
        return beginAnew(Tr::tr("it is no history of this console"), QStringLiteral("foreign"));
    if (auto set = runScript("settings"); !set)
        return set;
    if (found->toInt() == version)
        return Done{};
    if (auto begun = run("begin"); !begun)
        return begun.failure();
    auto made = runScript("schema");
    if (auto ended = run(made ? "commit" : "rollback"); made && !ended)
        return ended.failure();
    return made;
}

Result<Done> HistoryFile::beginAnew(const QString &why, const QString &kind)
{
    if (auto aside = setAside(why, kind); !aside)
        return aside;
    if (auto again = connectFile(); !again)
        return again;
    return prepareSchema();
}

Result<Done> HistoryFile::setAside(const QString &why, const QString &kind)
{
    close();
    const QFileInfo file(m_path);
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    QString name;
    for (int i = 0; name.isEmpty() || QFileInfo::exists(name); ++i)
        name = QStringLiteral("%1/%2.%3-%4%5.%6")
                   .arg(file.absolutePath(), file.completeBaseName(), kind, stamp,
                        i ? QStringLiteral("-%1").arg(i) : QString(), file.suffix());
    for (const char *companion : {"-wal", "-shm"})
        if (QFile::exists(m_path + QLatin1String(companion)))
            QFile::rename(m_path + QLatin1String(companion), name + QLatin1String(companion));
    if (!QFile::rename(m_path, name))
        return Failure{
            FailureKind::Environment,
            {},
            {},
            {},
            true,
            Tr::tr("The history file %1 cannot be used, because %2, and cannot be renamed.").arg(m_path, why),
            {}};
    m_notice =
        Tr::tr("The history file was set aside as %1, because %2. A new one was begun.").arg(name, why);
    return Done{};
}

Result<Done> HistoryFile::runScript(const char *name)
{
    for (const QString &statement : text(name).split(QStringLiteral("\n;\n"))) {
        QSqlQuery query(QSqlDatabase::database(m_connection, false));
        if (!query.exec(statement))
            return failed(query.lastError(), name);
    }
    return Done{};
}

Result<QSqlQuery *> HistoryFile::run(const char *name, const Values &values)
{
    auto &query = m_queries[name];
    if (!query) {
        auto fresh = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connection, false));
        if (!fresh->prepare(text(name))) {
            const Failure failure = failed(fresh->lastError(), name);
            m_queries.erase(name);
            return failure;
        }
        query = std::move(fresh);
    }
    for (const auto &[key, value] : values)
        query->bindValue(QLatin1String(key), value);
    if (!query->exec())
        return failed(query->lastError(), name);
    return query.get();
}

Result<QVariant> HistoryFile::single(const char *name, const Values &values)
{
    auto query = run(name, values);
    if (!query)
        return query.failure();
    const QVariant value = (*query)->next() ? (*query)->value(0) : QVariant();
    (*query)->finish();
    return value;
}

Result<qint64> HistoryFile::seriesOf(const HistoryRow &row)
{
    const QString key = row.deployment + QChar(u'\0') + row.region + QChar(u'\0') + row.statement;
    if (const auto known = m_series.constFind(key); known != m_series.constEnd())
        return *known;
    const Values names{
        {":deployment", row.deployment}, {":region", row.region}, {":statement", row.statement}};
    if (auto added = run("add_series", names); !added)
        return added.failure();
    auto id = single("find_series", names);
    if (!id)
        return id.failure();
    return *m_series.insert(key, id->toLongLong());
}

Result<Done> HistoryFile::addTo(const char *readName, const char *writeName, qint64 at, qint64 series,
                                const LatencyTotals &totals)
{
    LatencyTotals sum = totals;
    auto there = run(readName, {{":at", at}, {":series", series}});
    if (!there)
        return there.failure();
    if ((*there)->next())
        if (const auto before = totalsAt(**there))
            sum.merge(*before);
    (*there)->finish();
    auto written = run(writeName, {{":at", at},
                                   {":series", series},
                                   {":answered", sum.answered.pack()},
                                   {":failed", sum.failed},
                                   {":timed_out", sum.timedOut},
                                   {":unreachable", sum.unreachable},
                                   {":cancelled", sum.cancelled},
                                   {":retried", sum.retried},
                                   {":row_count", sum.rows},
                                   {":wait_us", sum.waitMicros},
                                   {":known_us", sum.knownMicros},
                                   {":network_us", sum.networkMicros},
                                   {":console_us", sum.consoleMicros}});
    return written ? Result<Done>(Done{}) : Result<Done>(written.failure());
}

Result<Done> HistoryFile::addRow(const HistoryRow &row)
{
    auto series = seriesOf(row);
    if (!series)
        return series.failure();
    const LatencyTotals totals = row.totals();
    if (auto minute = addTo("read_minute", "write_minute", row.at, *series, totals); !minute)
        return minute;
    return addTo("read_hour", "write_hour", row.at / 3600 * 3600, *series, totals);
}

Result<Done> HistoryFile::write(const QList<HistoryRow> &rows, qint64 now)
{
    if (auto opened = open(); !opened)
        return opened;
    auto done = [&]() -> Result<Done> {
        if (auto begun = run("begin"); !begun)
            return begun.failure();
        for (const HistoryRow &row : rows)
            if (auto added = addRow(row); !added)
                return added;
        if (auto trimmed = trim(now); !trimmed)
            return trimmed;
        auto ended = run("commit");
        return ended ? Result<Done>(Done{}) : Result<Done>(ended.failure());
    }();
    if (done)
        return done;
    const bool damaged = m_damaged;
    (void)run("rollback").ok(); // where SQLite has not done so by itself
    m_series.clear();           // those of this transaction are gone
    // With a full disk what is there can still be read over this connection; a new one could not even be opened.
    if (damaged)
        if (auto aside = setAside(Tr::tr("it is damaged"), QStringLiteral("damaged")); aside)
            return write(rows, now);
    return done;
}

Result<Done> HistoryFile::trim(qint64 now)
{
    if (now / 3600 != m_trimmedAt / 3600) {
        const qint64 before = now - keptDays * daySeconds;
        // A clock that is set far ahead makes everything look old. Only beside a day of younger history it is.
        auto settled = single("has_between", {{":from", before}, {":to", now - daySeconds}});
        if (!settled)
            return settled.failure();
        if (!settled->toBool())
            return trimToSize();
        for (const char *name : {"forget_minutes", "forget_hours"})
            if (auto gone = run(name, {{":before", before}}); !gone)
                return gone.failure();
        m_trimmedAt = now;
    }
    return trimToSize();
}

Result<Done> HistoryFile::trimToSize()
{
    for (;;) {
        auto used = single("size");
        if (!used)
            return used.failure();
        if (used->toLongLong() <= m_mostBytes - logBytes)
            return Done{};
        // The oldest minutes first; their hours stay until there is nothing else.
        bool forgotten = false;
        for (const auto &[oldest, forget, step] :
             {std::tuple("oldest_minute", "forget_minutes", qint64(3600)),
              std::tuple("oldest_hour", "forget_hours", daySeconds)}) {
            auto at = single(oldest);
            if (!at)
                return at.failure();
            if (at->isNull())
                continue;
            if (auto gone = run(forget, {{":before", at->toLongLong() + step}}); !gone)
                return gone.failure();
            forgotten = true;
            break;
        }
        if (!forgotten)
            return Done{};
    }
}

Result<Done> HistoryFile::readTable(const char *name, const QString &deployment, qint64 from, qint64 to,
                                    const Found &found)
{
    auto rows = run(name, {{":from", from}, {":to", to}, {":deployment", deployment}});
    if (!rows)
        return rows.failure();
    while ((*rows)->next())
        if (const auto totals = totalsAt(**rows))
            found((*rows)->value(11).toLongLong(), (*rows)->value(12).toString(),
                  (*rows)->value(13).toString(), *totals);
    const QSqlError error = (*rows)->lastError();
    (*rows)->finish();
    return error.isValid() ? Result<Done>(failed(error, name)) : Result<Done>(Done{});
}

Result<Done> HistoryFile::read(const QString &deployment, qint64 from, qint64 to, bool hours,
                               const Found &found)
{
    if (auto opened = open(); !opened)
        return opened;
    // An hour that goes on past the end counts by its minutes, or it would be told as less than it is.
    const qint64 wholeHoursTo = std::max(to / 3600 * 3600, from);
    if (hours) {
        if (auto done = readTable("range_of_hours", deployment, from, wholeHoursTo, found); !done)
            return done;
        return readTable("range_of_minutes", deployment, wholeHoursTo, to, found);
    }
    auto oldest = single("oldest_minute");
    if (!oldest)
        return oldest.failure();
    // Whole hours come from one table or the other.
    const qint64 minutesFrom =
        oldest->isNull() ? to : std::clamp((oldest->toLongLong() + 3599) / 3600 * 3600, from, to);
    const qint64 oldestHour = oldest->isNull() ? to : oldest->toLongLong() / 3600 * 3600;
    auto firstHour = single("oldest_hour");
    if (!firstHour)
        return firstHour.failure();
    // No minute has been forgotten, or none that is asked for.
    if (from >= oldestHour || (!oldest->isNull() && firstHour->toLongLong() >= oldestHour))
        return readTable("range_of_minutes", deployment, from, to, found);
    const qint64 hoursTo = minutesFrom == to ? wholeHoursTo : minutesFrom;
    if (auto done = readTable("range_of_hours", deployment, from, hoursTo, found); !done)
        return done;
    return readTable("range_of_minutes", deployment, minutesFrom, to, found);
}

qint64 HistoryFile::bytes()
{
    return m_open ? QFileInfo(m_path).size() : 0;
}

} // namespace movr
