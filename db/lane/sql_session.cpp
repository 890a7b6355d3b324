#include "db/lane/sql_session.h"

#include "db/base/error_mapping.h"
#include "db/base/sql_text.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <libpq-fe.h>

#include <sys/socket.h>

#include <algorithm>

namespace movr {

namespace {

constexpr int shortestTimeout = 2; ///< libpq's own

PGconn *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    return handle.isValid() ? *static_cast<PGconn *const *>(handle.constData()) : nullptr;
}

/// QPSQL takes the connection string apart at semicolons, whatever the quotes.
Result<QString> connectOptions(const ConnectionSettings &settings)
{
    auto pairs = laneConninfo(settings);
    if (!pairs)
        return pairs.failure();
    const QString text = QString::fromUtf8(joinConninfo(*pairs));
    if (text.contains(u';'))
        return Failure{FailureKind::InvalidInput,
                       {},
                       settings.region,
                       {},
                       false,
                       QCoreApplication::translate("movr::Deployment",
                                                   "%1: a semicolon cannot stand in the connection "
                                                   "string. Put that value into a pg_service.conf "
                                                   "entry and use service=.")
                           .arg(settings.region),
                       {}};
    return text;
}

} // namespace

SqlSession::SqlSession(ConnectionSettings settings, QStringList warmNames)
    : m_settings(std::move(settings)), m_connectionName(QUuid::createUuid().toString(QUuid::Id128)),
      m_warmNames(std::move(warmNames))
{}

SqlSession::~SqlSession()
{
    close();
}

bool SqlSession::isOpen() const
{
    return m_target.socket >= 0;
}

CancelTarget SqlSession::cancelTarget() const
{
    return m_target;
}

void SqlSession::close()
{
    // Qt deallocates each prepared statement with a round trip of its own; a connection that ends needs none.
    if (m_target.socket >= 0)
        ::shutdown(m_target.socket, SHUT_RDWR);
    m_target = {};
    m_queries.clear();
    if (QSqlDatabase::contains(m_connectionName)) {
        QSqlDatabase::database(m_connectionName, false).close();
        QSqlDatabase::removeDatabase(m_connectionName);
    }
}

Result<Done> SqlSession::openWithin(std::chrono::milliseconds limit)
{
    if (isOpen())
        return Done{};
    close();
    m_warmed = 0;
    ConnectionSettings settings = m_settings;
    settings.connectTimeoutSeconds =
        int(std::clamp<qint64>(std::chrono::ceil<std::chrono::seconds>(limit).count(), shortestTimeout,
                               std::max(shortestTimeout, m_settings.connectTimeoutSeconds)));
    auto options = connectOptions(settings);
    if (!options)
        return options.failure();
    Failure failure;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_connectionName);
        if (!database.isValid())
            return Failure{FailureKind::Environment,
                           {},
                           m_settings.region,
                           {},
                           false,
                           QCoreApplication::translate("movr::Failure",
                                                       "Qt's PostgreSQL driver is missing. Install the "
                                                       "package libqt6sql6-psql."),
                           {}};
        database.setConnectOptions(*options);
        database.setPassword(m_settings.password);
        if (database.open()) {
            PGconn *connection = handleOf(database);
            m_target = {std::shared_ptr<PGcancel>(PQgetCancel(connection), PQfreeCancel),
                        PQsocket(connection)};
            return Done{};
        }
        failure = failureOf(database.lastError(), {}, true);
    }
    close();
    return failure;
}

Failure SqlSession::failureOf(const QSqlError &error, const QString &statement, bool connecting) const
{
    ErrorFacts facts;
    facts.sqlState = error.nativeErrorCode().size() == 5 ? error.nativeErrorCode() : QString();
    facts.message = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    facts.region = m_settings.region;
    facts.statement = statement;
    facts.connecting = connecting;
    if (!connecting) {
        const QSqlDatabase database = QSqlDatabase::database(m_connectionName, false);
        const PGconn *connection = handleOf(database);
        facts.connectionLost = !connection || PQstatus(connection) != CONNECTION_OK;
    }
    return mapError(facts);
}

Result<QSqlQuery *> SqlSession::prepared(const QString &statement)
{
    auto &query = m_queries[statement];
    if (!query) {
        auto fresh = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connectionName, false));
        if (!fresh->prepare(QString::fromUtf8(sqlText(statement)))) {
            Failure failure = failureOf(fresh->lastError(), statement, false);
            m_queries.erase(statement);
            return failure;
        }
        query = std::move(fresh);
    }
    return query.get();
}

bool SqlSession::warmUp()
{
    if (m_warmed >= m_warmNames.size() || !isOpen())
        return false;
    // A failure shows when the statement is asked for.
    (void)prepared(m_warmNames.at(m_warmed++)).ok();
    return m_warmed < m_warmNames.size();
}

Result<Nanoseconds> SqlSession::select(const QString &statement, const Binding &binding,
                                       const std::function<void(const QSqlQuery &)> &row)
{
    auto sent = std::chrono::steady_clock::now();
    const auto failed = [&](Failure failure) {
        if (failure.kind == FailureKind::Connection)
            close();
        tellSent({statement, std::chrono::steady_clock::now() - sent, 0, &failure});
        return failure;
    };
    auto query = prepared(statement);
    if (!query)
        return failed(query.failure());
    for (const auto &[name, value] : binding)
        (*query)->bindValue(name, value);
    sent = std::chrono::steady_clock::now();
    if (!(*query)->exec())
        return failed(failureOf((*query)->lastError(), statement, false));
    const Nanoseconds wait = std::chrono::steady_clock::now() - sent;
    tellSent({statement, wait, std::max((*query)->size(), 0)});
    while ((*query)->next())
        row(**query);
    (*query)->finish();
    return wait;
}

} // namespace movr
