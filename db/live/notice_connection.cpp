#include "db/live/notice_connection.h"

#include "db/base/error_mapping.h"
#include "db/base/sql_text.h"
#include "db/latency/latency_recorder.h"
#include "db/live/wake_up.h"

#include <libpq-fe.h>

#include <poll.h>

#include <algorithm>
#include <array>

namespace movr {

namespace {

using ResultPtr = std::unique_ptr<PGresult, decltype(&PQclear)>;

void keepQuiet(void *, const char *) {}

int millisecondsUntil(std::chrono::steady_clock::time_point until)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    return int(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

} // namespace

NoticeConnection::NoticeConnection(ConnectionSettings settings, WakeUp &wake,
                                   std::shared_ptr<LatencyRecorder> recorder)
    : m_settings(std::move(settings)), m_wake(wake), m_recorder(std::move(recorder)),
      m_connection(nullptr, PQfinish)
{}

NoticeConnection::~NoticeConnection() = default;

void NoticeConnection::close()
{
    m_connection.reset();
}

Result<Done> NoticeConnection::open()
{
    close();
    auto pairs = laneConninfo(m_settings);
    if (!pairs)
        return pairs.failure();
    ConninfoPairs withPassword = *pairs;
    if (!m_settings.password.isEmpty())
        withPassword.append({QStringLiteral("password"), m_settings.password});
    const std::chrono::seconds limit(m_settings.connectTimeoutSeconds);
    const auto until = Clock::now() + limit;
    m_connecting = true;
    m_connection.reset(PQconnectStart(joinConninfo(withPassword).constData()));
    if (!m_connection)
        throw std::bad_alloc();
    PQsetNoticeProcessor(m_connection.get(), keepQuiet, nullptr);
    auto wanted =
        PQstatus(m_connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (wanted != PGRES_POLLING_OK) {
        if (wanted == PGRES_POLLING_FAILED)
            return lost({});
        const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (const Woken how = waitFor(events, until, false); how != Woken::Ready)
            return failed(how, {}, limit);
        wanted = PQconnectPoll(m_connection.get());
    }
    m_connecting = false;
    PQsetnonblocking(m_connection.get(), 1);
    return Done{};
}

NoticeConnection::Woken NoticeConnection::waitFor(short events, Clock::time_point until, bool untilNudged)
{
    for (;;) {
        if (m_wake.stopped())
            return Woken::Stopped;
        if (untilNudged && m_wake.takeNudge())
            return Woken::Nudged;
        std::array<pollfd, 2> fds{{{PQsocket(m_connection.get()), events, 0}, {m_wake.fd(), POLLIN, 0}}};
        const int left = millisecondsUntil(until);
        const int count = ::poll(fds.data(), fds.size(), left);
        if (count > 0 && fds[1].revents)
            m_wake.drain();
        if (count > 0 && fds[0].revents)
            return m_wake.stopped() ? Woken::Stopped : Woken::Ready;
        if (count == 0 && Clock::now() >= until)
            return Woken::Late;
    }
}

Failure NoticeConnection::lost(const QString &statement) const
{
    ErrorFacts facts;
    facts.message = QString::fromUtf8(PQerrorMessage(m_connection.get()));
    facts.region = m_settings.region;
    facts.statement = statement;
    facts.connecting = m_connecting;
    facts.connectionLost = !m_connecting;
    return mapError(facts);
}

Failure NoticeConnection::failed(Woken how, const QString &statement, Clock::duration limit) const
{
    if (how == Woken::Stopped)
        return cancelledFailure(m_settings.region, statement);
    return timeoutFailure(m_settings.region, statement,
                          int(std::chrono::duration_cast<std::chrono::milliseconds>(limit).count()));
}

Result<Done> NoticeConnection::flush(const QString &statement, Clock::time_point until)
{
    for (;;) {
        const int left = PQflush(m_connection.get());
        if (left < 0)
            return lost(statement);
        if (left == 0)
            return Done{};
        if (const Woken how = waitFor(POLLIN | POLLOUT, until, false); how != Woken::Ready)
            return failed(how, statement, {});
        if (!PQconsumeInput(m_connection.get()))
            return lost(statement);
    }
}

Result<QString> NoticeConnection::ask(const QString &statement, std::chrono::milliseconds limit)
{
    const auto sent = Clock::now();
    auto answer = send(statement, limit);
    if (m_recorder)
        m_recorder->record(statement, outcomeOf(answer.ok() ? nullptr : &answer.failure()),
                           {Clock::now() - sent, {}, 1});
    return answer;
}

Result<QString> NoticeConnection::send(const QString &statement, std::chrono::milliseconds limit)
{
    const auto until = Clock::now() + limit;
    if (!PQsendQuery(m_connection.get(), sqlText(statement).constData()))
        return lost(statement);
    if (auto sent = flush(statement, until); !sent)
        return sent.failure();
    return readAnswer(statement, until, limit);
}

Result<QString> NoticeConnection::readAnswer(const QString &statement, Clock::time_point until,
                                             Clock::duration limit)
{
    QString cell;
    std::optional<Failure> refused;
    for (;;) {
        while (PQisBusy(m_connection.get())) {
            if (const Woken how = waitFor(POLLIN, until, false); how != Woken::Ready)
                return failed(how, statement, limit);
            if (!PQconsumeInput(m_connection.get()))
                return lost(statement);
        }
        const ResultPtr result(PQgetResult(m_connection.get()), PQclear);
        if (!result)
            break;
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK && PQntuples(result.get()) > 0 && !PQgetisnull(result.get(), 0, 0))
            cell = QString::fromUtf8(PQgetvalue(result.get(), 0, 0));
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            ErrorFacts facts;
            facts.sqlState = QString::fromLatin1(PQresultErrorField(result.get(), PG_DIAG_SQLSTATE));
            facts.message = QString::fromUtf8(PQresultErrorMessage(result.get()));
            facts.region = m_settings.region;
            facts.statement = statement;
            facts.connectionLost = PQstatus(m_connection.get()) != CONNECTION_OK;
            refused = mapError(facts);
        }
    }
    return refused ? Result<QString>(*refused) : Result<QString>(cell);
}

Result<NoticeConnection::Heard> NoticeConnection::listen(std::chrono::milliseconds limit)
{
    switch (waitFor(POLLIN, Clock::now() + limit, true)) {
    case Woken::Stopped:
        return cancelledFailure(m_settings.region, {});
    case Woken::Late:
        return Heard::Nothing;
    case Woken::Nudged:
        return Heard::Nudge;
    case Woken::Ready:
        break;
    }
    if (!PQconsumeInput(m_connection.get()))
        return lost({});
    return Heard::Something;
}

QList<QByteArray> NoticeConnection::takeMessages()
{
    QList<QByteArray> messages;
    while (PGnotify *raw = PQnotifies(m_connection.get())) {
        const std::unique_ptr<PGnotify, decltype(&PQfreemem)> notice(raw, PQfreemem);
        messages.append(QByteArray(notice->extra));
    }
    return messages;
}

} // namespace movr
