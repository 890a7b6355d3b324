#include "db/lane/pq_pipeline.h"

#include "db/lane/pq_facts.h"

#include <libpq-fe.h>

#include <poll.h>

#include <optional>
#include <vector>

namespace movr {

namespace {

using Clock = std::chrono::steady_clock;
using ResultPtr = std::unique_ptr<PGresult, decltype(&PQclear)>;

Answer toAnswer(const PGresult *result)
{
    Answer answer;
    for (int row = 0; row < PQntuples(result); ++row) {
        QList<QString> cells;
        for (int column = 0; column < PQnfields(result); ++column)
            cells.append(
                PQgetisnull(result, row, column)
                    ? QString()
                    : QString::fromUtf8(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
        answer.rows.append(cells);
    }
    answer.affected = PQntuples(result);
    return answer;
}

/// Puts the connection into pipeline mode without blocking writes, and back.
class PipelineMode
{
public:
    explicit PipelineMode(PGconn *connection) : m_connection(connection)
    {
        m_on = PQsetnonblocking(connection, 1) == 0 && PQenterPipelineMode(connection) == 1;
    }
    ~PipelineMode()
    {
        if (PQstatus(m_connection) != CONNECTION_OK)
            return;
        PQexitPipelineMode(m_connection);
        PQsetnonblocking(m_connection, 0);
    }
    PipelineMode(const PipelineMode &) = delete;
    PipelineMode &operator=(const PipelineMode &) = delete;
    bool on() const { return m_on; }

private:
    PGconn *m_connection;
    bool m_on = false;
};

class Pipeline
{
public:
    Pipeline(PqSession &session, const QList<PipelineCall> &calls,
             const std::function<void(int, Result<Answer>)> &answered)
        : m_session(session), m_connection(session.handle()), m_calls(calls), m_answered(answered)
    {}

    bool run()
    {
        const PipelineMode mode(m_connection);
        if (!mode.on())
            return false;
        for (const PipelineCall &call : m_calls)
            if (!send(call))
                return false;
        while (m_next < m_calls.size())
            if (!exchange())
                return false;
        return true;
    }

    int answered() const { return m_next; }

private:
    bool send(const PipelineCall &call)
    {
        std::vector<QByteArray> texts;
        std::vector<const char *> values;
        texts.reserve(size_t(call.parameters.size()));
        for (const QString &parameter : call.parameters) {
            texts.push_back(parameter.toUtf8());
            values.push_back(parameter.isNull() ? nullptr : texts.back().constData());
        }
        const int sent = call.text.isEmpty()
                           ? PQsendQueryPrepared(m_connection, call.statement.toUtf8().constData(),
                                                 int(values.size()), values.data(), nullptr, nullptr, 0)
                           : PQsendQueryParams(m_connection, call.text.constData(), int(values.size()),
                                               nullptr, values.data(), nullptr, nullptr, 0);
        return sent && PQpipelineSync(m_connection);
    }

    /// Writes and reads what can be: a server that waits for its answers to be read still gets the rest.
    bool exchange()
    {
        const int unsent = PQflush(m_connection);
        if (unsent < 0)
            return false;
        pollfd fd{PQsocket(m_connection), short(POLLIN | (unsent ? POLLOUT : 0)), 0};
        if (::poll(&fd, 1, -1) < 0 && errno != EINTR)
            return false;
        if (fd.revents & (POLLIN | POLLERR | POLLHUP) && !PQconsumeInput(m_connection))
            return false;
        while (m_next < m_calls.size() && !PQisBusy(m_connection)) {
            take(ResultPtr(PQgetResult(m_connection), PQclear));
            if (PQstatus(m_connection) != CONNECTION_OK)
                return false;
        }
        return true;
    }

    void take(const ResultPtr &result)
    {
        if (!result)
            return; // between two calls
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            m_current = toAnswer(result.get());
            m_current->wait = Clock::now() - m_sent;
        } else if (status != PGRES_PIPELINE_SYNC) {
            // It may come after the rows: a serialization failure shows at the commit.
            m_failed = mapError(pqFacts(m_session, m_calls.at(m_next).statement, result.get()));
        } else {
            const QString &statement = m_calls.at(m_next).statement;
            if (m_failed)
                m_session.tellSent({statement, Clock::now() - m_sent, 0, &*m_failed});
            else
                m_session.tellSent({statement, m_current->wait, m_current->affected});
            m_answered(m_next++,
                       m_failed ? Result<Answer>(*m_failed) : Result<Answer>(std::move(*m_current)));
            m_failed.reset();
            m_current.reset();
        }
    }

    PqSession &m_session;
    PGconn *m_connection;
    const QList<PipelineCall> &m_calls;
    const std::function<void(int, Result<Answer>)> &m_answered;
    const Clock::time_point m_sent = Clock::now();
    int m_next = 0; ///< the call whose answer comes next
    std::optional<Answer> m_current;
    std::optional<Failure> m_failed;
};

} // namespace

Result<Done> runPipeline(PqSession &session, const QList<PipelineCall> &calls,
                         const std::function<void(int, Result<Answer>)> &answered)
{
    for (const PipelineCall &call : calls)
        if (call.text.isEmpty())
            if (auto prepared = session.prepare(call.statement); !prepared)
                return prepared;
    Pipeline pipeline(session, calls, answered);
    if (pipeline.run())
        return Done{};
    ErrorFacts facts = pqFacts(session, calls.value(0).statement, nullptr);
    facts.connectionLost = true;
    session.close();
    const Failure failure = mapError(facts);
    for (int lost = pipeline.answered(); lost < calls.size(); ++lost)
        session.tellSent({calls.at(lost).statement, {}, 0, &failure});
    return failure;
}

} // namespace movr
