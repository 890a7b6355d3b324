#include "db/servers/server_view.h"

#include "db/base/sql_text.h"
#include "db/lane/lane.h"
#include "db/lane/sql_session.h"
#include "db/servers/statement_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Servers)
};

constexpr std::chrono::milliseconds deadline{5'000};
constexpr int mostStatements = 500;

Nanoseconds millisecondsAt(const QSqlQuery &row, int column)
{
    return Nanoseconds(std::llround(row.value(column).toDouble() * 1e6));
}

std::optional<Nanoseconds> ageAt(const QSqlQuery &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(millisecondsAt(row, column));
}

ServerStatement statementAt(const QSqlQuery &row)
{
    ServerStatement found;
    found.statement = statementNameOf(row.value(0).toString());
    found.text = withoutSecrets(row.value(0).toString());
    found.calls = row.value(1).toLongLong();
    found.mean = millisecondsAt(row, 2);
    found.deviation = millisecondsAt(row, 3);
    found.least = millisecondsAt(row, 4);
    found.most = millisecondsAt(row, 5);
    found.rows = row.value(6).toLongLong();
    return found;
}

ServerSession sessionAt(const QSqlQuery &row)
{
    ServerSession session;
    session.pid = row.value(0).toInt();
    session.startedAt = row.value(1).toString();
    session.user = row.value(2).toString();
    session.application = row.value(3).toString();
    session.client = row.value(4).toString();
    session.state = row.value(5).toString();
    session.stateAge = std::max(millisecondsAt(row, 6), Nanoseconds(0));
    session.transactionAge = ageAt(row, 7);
    session.statementAge = ageAt(row, 8);
    // What an idle session waits for is its client: that is what idle means.
    if (row.value(9).toString() != u"Client" && row.value(9).toString() != u"Activity") {
        session.waitKind = row.value(9).toString();
        session.waitFor = row.value(10).toString();
    }
    for (const QString &pid :
         row.value(11).toString().remove(u'{').remove(u'}').split(u',', Qt::SkipEmptyParts))
        session.blockedBy.append(pid.toInt());
    // Of a view a server shows "EXECUTE ..." only.
    session.statement = statementNameOf(row.value(12).toString());
    session.text = withoutSecrets(row.value(12).toString());
    session.kind = row.value(13).toString();
    session.own = row.value(14).toBool();
    session.statementStartedAt = row.value(15).toString();
    return session;
}

/// Where the extension is missing that is a state of the region, not a failure of the console.
std::optional<QString> whyUnavailable(const Failure &failure)
{
    if (failure.sqlState == u"42P01")
        return Tr::tr("%1 has no pg_stat_statements in this database. An administrator adds it with: %2")
            .arg(failure.region,
                 QString::fromUtf8(sqlText(QStringLiteral("cluster/statement_statistics"))).simplified());
    if (failure.sqlState == u"55000")
        return Tr::
            tr("%1 does not load pg_stat_statements. It must be in shared_preload_libraries when the server "
               "starts.")
                .arg(failure.region);
    if (failure.kind == FailureKind::Permission)
        return Tr::
            tr("The role of this console may not read pg_stat_statements in %1. It needs pg_read_all_stats.")
                .arg(failure.region);
    return {};
}

template <class T>
QFuture<Result<QList<T>>> readAll(Lane &lane, const QString &view, const QString &statement,
                                  const SqlSession::Binding &binding,
                                  std::function<T(const QSqlQuery &)> rowOf)
{
    using Rows = QList<T>;
    return lane.submit<Rows>(view, deadline, [=](Lane::Run &run) -> Result<Rows> {
        auto &session = static_cast<SqlSession &>(run.session());
        Rows rows;
        auto waited = run.guarded<Nanoseconds>(statement, deadline, [&] {
            rows.clear();
            return session.select(statement, binding, [&](const QSqlQuery &row) { rows.append(rowOf(row)); });
        });
        return waited.ok() ? Result<Rows>(std::move(rows)) : Result<Rows>(waited.failure());
    });
}

} // namespace

void addUpForms(QList<ServerStatement> &statements)
{
    QHash<QString, qsizetype> places;
    QList<ServerStatement> whole;
    for (const ServerStatement &one : std::as_const(statements)) {
        const auto place = one.statement.isEmpty() ? places.cend() : places.constFind(one.statement);
        if (place == places.cend()) {
            if (!one.statement.isEmpty())
                places.insert(one.statement, whole.size());
            whole.append(one);
        } else {
            whole[*place].add(one);
        }
    }
    statements = whole;
}

QFuture<Result<ServerStatements>> readServerStatements(Lane &lane, const QString &view)
{
    const QString statement = QStringLiteral("servers/statements");
    return lane.submit<ServerStatements>(
        view, deadline, [statement](Lane::Run &run) -> Result<ServerStatements> {
            auto &session = static_cast<SqlSession &>(run.session());
            ServerStatements found;
            auto waited = run.guarded<Nanoseconds>(statement, deadline, [&] {
                found.statements.clear();
                return session.select(
                    statement, {{QStringLiteral(":limit"), mostStatements}},
                    [&](const QSqlQuery &row) { found.statements.append(statementAt(row)); });
            });
            found.region = run.region();
            found.readAt = QDateTime::currentDateTimeUtc();
            found.available = waited.ok();
            if (waited.ok()) {
                addUpForms(found.statements);
                return found;
            }
            const auto why = whyUnavailable(waited.failure());
            if (!why)
                return waited.failure();
            found.hint = *why;
            return found;
        });
}

QFuture<Result<QList<ServerSession>>> readSessions(Lane &lane, const QString &view)
{
    return readAll<ServerSession>(lane, view, QStringLiteral("servers/sessions"), {}, sessionAt);
}

QFuture<Result<QList<FollowerLag>>> readFollowerLags(Lane &lane, const QString &view)
{
    return readAll<FollowerLag>(
        lane, view, QStringLiteral("servers/followers"), {}, [](const QSqlQuery &row) {
            return FollowerLag{{}, row.value(0).toString(), ageAt(row, 1), ageAt(row, 2)};
        });
}

QFuture<Result<CancelOutcome>> cancelSession(Lane &lane, const ServerSession &session)
{
    const QString statement = QStringLiteral("servers/cancel_session");
    return lane.submit<CancelOutcome>(
        {}, deadline,
        [statement, pid = session.pid, started = session.startedAt,
         statementStarted = session.statementStartedAt](Lane::Run &run) -> Result<CancelOutcome> {
            auto &connection = static_cast<SqlSession &>(run.session());
            auto outcome = CancelOutcome::GoneByNow;
            auto waited = run.guarded<Nanoseconds>(statement, deadline, [&] {
                outcome = CancelOutcome::GoneByNow;
                return connection.select(statement,
                                         {{QStringLiteral(":pid"), pid},
                                          {QStringLiteral(":started"), started},
                                          {QStringLiteral(":statement_started"), statementStarted}},
                                         [&](const QSqlQuery &row) {
                                             if (row.value(0).toBool())
                                                 outcome = CancelOutcome::Asked;
                                         });
            });
            return waited.ok() ? Result<CancelOutcome>(outcome) : Result<CancelOutcome>(waited.failure());
        });
}

void ServerStatement::add(const ServerStatement &form)
{
    const double here = double(calls);
    const double there = double(form.calls);
    const double all = std::max(here + there, 1.);
    const auto square = [](Nanoseconds value) { return double(value.count()) * double(value.count()); };
    const double together = (here * double(mean.count()) + there * double(form.mean.count())) / all;
    const double squares =
        (here * (square(deviation) + square(mean)) + there * (square(form.deviation) + square(form.mean)))
        / all;
    mean = Nanoseconds(qint64(together));
    deviation = Nanoseconds(qint64(std::sqrt(std::max(squares - together * together, 0.))));
    least = std::min(least, form.least);
    most = std::max(most, form.most);
    calls += form.calls;
    rows += form.rows;
}

QString regionOfSubscription(const QString &subscription, const QStringList &regions)
{
    for (const QString &region : regions) {
        QString plain = region.toLower();
        for (QChar &c : plain)
            if (!(c >= u'a' && c <= u'z') && !(c >= u'0' && c <= u'9'))
                c = u'_';
        if (subscription.startsWith(QStringLiteral("movr_%1_from_").arg(plain)))
            return region;
    }
    return subscription;
}

QList<ComparedStatement> compareWithServer(const QList<StatementFigures> &console,
                                           const ServerStatements &server, std::optional<Nanoseconds> floor)
{
    QList<ComparedStatement> compared;
    for (const StatementFigures &line : console) {
        ComparedStatement both;
        both.statement = line.statement;
        both.console = line.figures;
        const auto known =
            std::find_if(server.statements.cbegin(), server.statements.cend(),
                         [&line](const ServerStatement &other) { return other.statement == line.statement; });
        if (known != server.statements.cend()) {
            both.server = *known;
            if (line.figures.mean)
                both.difference = *line.figures.mean - known->mean;
        }
        if (both.difference && floor) {
            both.network = std::clamp(*floor, Nanoseconds(0), std::max(*both.difference, Nanoseconds(0)));
            both.unexplained = *both.difference - *both.network;
        }
        compared.append(both);
    }
    return compared;
}

} // namespace movr
