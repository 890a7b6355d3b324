#include "db/lane/pq_session.h"

#include "db/base/error_mapping.h"
#include "db/base/sql_text.h"

#include <QCoreApplication>
#include <QSet>
#include <libpq-fe.h>
#include <pqxx/pqxx>

#include <poll.h>

namespace movr {

namespace {

/// Connects step by step, so that a deadline and a stop are honoured whatever the network does.
class SteppedConnect : public pqxx::connectionpolicy
{
public:
    SteppedConnect(const std::string &options, const std::atomic<bool> &stop, std::chrono::milliseconds limit)
        : pqxx::connectionpolicy(options), m_stop(stop), m_limit(limit)
    {}

    PGconn *handle() const { return m_handle; }

    pqxx::connectionpolicy::handle do_startconnect(pqxx::connectionpolicy::handle orig) override
    {
        if (orig)
            return orig;
        PGconn *connection = PQconnectStart(options().c_str());
        if (!connection)
            throw std::bad_alloc();
        const std::string error = drive(connection);
        if (!error.empty()) {
            PQfinish(connection);
            throw pqxx::broken_connection(error);
        }
        m_handle = connection;
        return connection;
    }

private:
    std::string drive(PGconn *connection) const
    {
        using Clock = std::chrono::steady_clock;
        const auto until = Clock::now() + m_limit;
        auto wanted = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
        while (wanted != PGRES_POLLING_OK) {
            if (wanted == PGRES_POLLING_FAILED)
                return PQerrorMessage(connection);
            if (m_stop)
                return "stopped";
            if (Clock::now() >= until)
                return "timeout expired";
            pollfd fd{PQsocket(connection), short(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
            if (::poll(&fd, 1, 20) > 0)
                wanted = PQconnectPoll(connection);
        }
        return {};
    }

    const std::atomic<bool> &m_stop;
    std::chrono::milliseconds m_limit;
    PGconn *m_handle = nullptr;
};

/// basic_connection_base makes its policy from the options alone; this one takes a finished policy.
class LaneConnection : public pqxx::connection_base
{
public:
    explicit LaneConnection(SteppedConnect &policy) : pqxx::connection_base(policy) { init(); }
    ~LaneConnection() noexcept { close(); }
};

constexpr auto noParameter = static_cast<const char *>(nullptr);

Failure nulCharacter(const QString &region, const QString &statement)
{
    return {FailureKind::InvalidInput,
            QStringLiteral("22021"),
            region,
            statement,
            false,
            QCoreApplication::translate("movr::Failure",
                                        "The text contains a NUL character, which the database "
                                        "cannot keep. Remove it."),
            {}};
}

Answer toAnswer(const pqxx::result &result)
{
    Answer answer;
    answer.rows.reserve(qsizetype(result.size()));
    for (const auto &row : result) {
        QList<QString> cells;
        for (const auto &field : row)
            cells.append(field.is_null() ? QString()
                                         : QString::fromUtf8(field.c_str(), qsizetype(field.size())));
        answer.rows.append(cells);
    }
    answer.affected = result.empty() ? int(result.affected_rows()) : int(result.size());
    return answer;
}

/// The constraint's name, from the server's text: libpqxx 6.4 does not keep the field.
QString constraintIn(const QString &message)
{
    const auto from = message.indexOf(u"constraint \"");
    if (from < 0)
        return {};
    const auto begin = from + 12;
    return message.mid(begin, message.indexOf(u'"', begin) - begin);
}

} // namespace

struct PqSession::Connection {
    Connection(const QByteArray &options, const std::atomic<bool> &stop, std::chrono::milliseconds limit)
        : policy(options.toStdString(), stop, limit), connection(policy),
          cancel(PQgetCancel(policy.handle()), PQfreeCancel)
    {
        connection.inhibit_reactivation(true);
    }
    SteppedConnect policy;
    LaneConnection connection;
    std::shared_ptr<PGcancel> cancel;
    QSet<QString> prepared;

    void prepare(const QString &statement)
    {
        if (prepared.contains(statement))
            return;
        connection.prepare(statement.toStdString(), sqlText(statement).toStdString());
        connection.prepare_now(statement.toStdString());
        prepared.insert(statement);
    }
};

PqSession::PqSession(ConnectionSettings settings, QStringList warmNames)
    : m_settings(std::move(settings)), m_warmNames(std::move(warmNames))
{}

PqSession::~PqSession() = default;

bool PqSession::isOpen() const
{
    return m_connection && m_connection->connection.is_open();
}

void PqSession::close()
{
    m_connection.reset();
}

CancelTarget PqSession::cancelTarget() const
{
    return m_connection ? CancelTarget{m_connection->cancel, PQsocket(m_connection->policy.handle())}
                        : CancelTarget{};
}

QString PqSession::serverVersion() const
{
    if (!m_connection)
        return {};
    return QString::fromUtf8(PQparameterStatus(m_connection->policy.handle(), "server_version"))
        .section(u' ', 0, 0);
}

Result<QString> PqSession::passwordVerifier(const QString &role, const QString &password) const
{
    const std::unique_ptr<char, decltype(&PQfreemem)> verifier(
        m_connection ? PQencryptPasswordConn(m_connection->policy.handle(), password.toUtf8().constData(),
                                             role.toUtf8().constData(), "scram-sha-256")
                     : nullptr,
        PQfreemem);
    if (verifier)
        return QString::fromLatin1(verifier.get());
    ErrorFacts facts;
    facts.region = m_settings.region;
    facts.connectionLost = !m_connection;
    return mapError(facts);
}

Result<Done> PqSession::openWithin(std::chrono::milliseconds limit)
{
    if (isOpen())
        return Done{};
    close();
    m_warmed = 0;
    auto pairs = laneConninfo(m_settings);
    if (!pairs)
        return pairs.failure();
    ConninfoPairs withPassword = *pairs;
    if (!m_settings.password.isEmpty())
        withPassword.append({QStringLiteral("password"), m_settings.password});
    try {
        const std::chrono::milliseconds own = std::chrono::seconds(m_settings.connectTimeoutSeconds);
        m_connection = std::make_unique<Connection>(joinConninfo(withPassword), m_stop, std::min(own, limit));
        return Done{};
    } catch (const std::exception &error) {
        ErrorFacts facts;
        facts.message = QString::fromUtf8(error.what());
        facts.region = m_settings.region;
        facts.connecting = true;
        return mapError(facts);
    }
}

bool PqSession::warmUp()
{
    if (m_warmed >= m_warmNames.size() || !isOpen())
        return false;
    const QString name = m_warmNames.at(m_warmed++);
    try {
        m_connection->prepare(name);
    } catch (const std::exception &error) {
        // The statement says so itself when it is asked for.
        qWarning("%s: %s was not prepared: %s", qUtf8Printable(m_settings.region), qUtf8Printable(name),
                 qUtf8Printable(cleanMessage(QString::fromUtf8(error.what()))));
    }
    return m_warmed < m_warmNames.size();
}

template <class Work>
Result<Answer> PqSession::run(const QString &statement, Way way, Work &&work)
{
    ErrorFacts facts;
    facts.region = m_settings.region;
    facts.statement = statement;
    std::chrono::steady_clock::time_point sent{};
    try {
        if (!isOpen())
            throw pqxx::broken_connection("not connected");
        if (way != Way::Text)
            m_connection->prepare(statement);
        sent = std::chrono::steady_clock::now();
        pqxx::nontransaction transaction(m_connection->connection);
        Answer answer = toAnswer(work(transaction));
        answer.wait = std::chrono::steady_clock::now() - sent;
        if (way != Way::PrepareOnly)
            tellSent({statement, answer.wait, answer.affected});
        return answer;
    } catch (const pqxx::serialization_failure &error) {
        facts.sqlState = QStringLiteral("40001");
        facts.message = QString::fromUtf8(error.what());
    } catch (const pqxx::deadlock_detected &error) {
        facts.sqlState = QStringLiteral("40P01");
        facts.message = QString::fromUtf8(error.what());
    } catch (const pqxx::statement_completion_unknown &error) {
        facts.sqlState = QStringLiteral("40003");
        facts.message = QString::fromUtf8(error.what());
    } catch (const pqxx::sql_error &error) {
        facts.sqlState = QString::fromStdString(error.sqlstate());
        facts.message = QString::fromUtf8(error.what());
        facts.constraint = constraintIn(facts.message);
    } catch (const std::exception &error) {
        facts.message = QString::fromUtf8(error.what());
    }
    if (!m_connection || PQstatus(m_connection->policy.handle()) != CONNECTION_OK) {
        facts.connectionLost = true;
        // libpq knows what happened; what libpqxx threw may only be a consequence of it.
        if (m_connection && *PQerrorMessage(m_connection->policy.handle()))
            facts.message = QString::fromUtf8(PQerrorMessage(m_connection->policy.handle()));
        close();
    }
    const Failure failure = mapError(facts);
    const bool wasSent = sent != std::chrono::steady_clock::time_point{};
    if (way != Way::PrepareOnly)
        tellSent(
            {statement, wasSent ? std::chrono::steady_clock::now() - sent : Nanoseconds(0), 0, &failure});
    return failure;
}

Result<Answer> PqSession::exec(const QString &statement, const QList<QString> &parameters)
{
    std::vector<QByteArray> texts;
    std::vector<const char *> values;
    texts.reserve(size_t(parameters.size()));
    for (const QString &parameter : parameters) {
        if (parameter.contains(QChar(u'\0')))
            return nulCharacter(m_settings.region, statement);
        texts.push_back(parameter.toUtf8());
        values.push_back(parameter.isNull() ? noParameter : texts.back().constData());
    }
    return run(statement, Way::Prepared, [&](pqxx::nontransaction &transaction) {
        return transaction.exec_prepared(statement.toStdString(), pqxx::prepare::make_dynamic_params(values));
    });
}

Result<Done> PqSession::prepare(const QString &statement)
{
    auto prepared = run(statement, Way::PrepareOnly, [](pqxx::nontransaction &) { return pqxx::result(); });
    return prepared.ok() ? Result<Done>(Done{}) : Result<Done>(prepared.failure());
}

pg_conn *PqSession::handle() const
{
    return m_connection ? m_connection->policy.handle() : nullptr;
}

Result<Answer> PqSession::execText(const QByteArray &sql, const QString &statement)
{
    return run(statement, Way::Text,
               [&](pqxx::nontransaction &transaction) { return transaction.exec(sql.toStdString()); });
}

} // namespace movr
