#include "db/export/copy_stream.h"

#include "db/base/sql_text.h"
#include "db/lane/pq_facts.h"
#include "db/latency/latency_recorder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <libpq-fe.h>

namespace movr {

namespace {

constexpr std::chrono::seconds startDeadline{30};

ConnectionSettings exportSettings(ConnectionSettings settings)
{
    settings.applicationName = QStringLiteral("movr-console export");
    settings.options +=
        QStringLiteral(" -c default_transaction_read_only=on -c statement_timeout=0"
                       // Rows come in the order of an index, one after the other, without a sort of millions
                       // first, and one process of the server is enough: others work there.
                       " -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0");
    return settings;
}

/// {"placeholder": text or null, ...}, with every row asked for.
QString valuesOf(const ViewStatement &statement)
{
    QJsonObject values;
    for (const auto &[name, value] : statement.binding) {
        const QString text = value.toString();
        values.insert(name.mid(1),
                      value.isNull() || name == u":limit" ? QJsonValue(QJsonValue::Null) : QJsonValue(text));
    }
    return QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
}

using ResultPtr = std::unique_ptr<PGresult, decltype(&PQclear)>;

} // namespace

CopyStream::CopyStream(ExportSource source, std::shared_ptr<Watchdog> watchdog)
    : m_source(std::move(source)), m_watchdog(std::move(watchdog)),
      m_session(exportSettings(m_source.settings))
{
    m_session.setObserver([this](const SentStatement &sent) {
        // Explaining a view is not reading it.
        const bool explained = sent.statement == m_source.statement.name;
        record(explained ? QStringLiteral("export/estimate") : sent.statement, sent.wait, sent.failure);
    });
}

void CopyStream::watch(Watchdog::Clock::time_point deadline)
{
    const std::lock_guard lock(m_mutex);
    m_watch.reset();
    m_watch.emplace(*m_watchdog, m_session.cancelTarget(), deadline);
    if (m_cancelled)
        m_watchdog->cancel(m_watch->id());
}

void CopyStream::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_cancelled = true;
    m_session.stopConnecting();
    if (m_watch)
        m_watchdog->cancel(m_watch->id());
}

void CopyStream::close(bool abandoned)
{
    if (abandoned)
        cancel();
    const std::lock_guard lock(m_mutex);
    m_watch.reset();
    m_session.close();
}

int CopyStream::socket() const
{
    return PQsocket(m_session.handle());
}

Failure CopyStream::lost(const Failure &failure) const
{
    const QString &name = m_source.statement.name;
    if (m_cancelled)
        return cancelledFailure(region(), name);
    if (m_watch && m_watch->expired())
        return timeoutFailure(region(), name, int(std::chrono::milliseconds(startDeadline).count()));
    return failure;
}

Result<qint64> CopyStream::start()
{
    if (auto opened = m_session.open(); !opened)
        return lost(opened.failure());
    watch(Watchdog::Clock::now() + startDeadline);
    auto made = texts();
    if (!made)
        return lost(made.failure());
    auto rows = estimate(made->explain);
    if (!rows)
        return lost(rows.failure());
    if (auto begun = beginCopy(made->copy); !begun)
        return lost(begun.failure());
    watch(Watchdog::Clock::time_point::max()); // an export takes as long as it takes
    return rows;
}

Result<CopyStream::Texts> CopyStream::texts()
{
    auto answer =
        m_session.exec(QStringLiteral("export/copy_of_view"),
                       {QString::fromUtf8(sqlText(m_source.statement.name)), valuesOf(m_source.statement)});
    if (!answer)
        return answer.failure();
    if (answer->rows.size() != 1) {
        ErrorFacts facts = pqFacts(m_session, m_source.statement.name, nullptr);
        facts.message = QStringLiteral("a placeholder without a value");
        return mapError(facts);
    }
    return Texts{answer->rows.first().value(0).toUtf8(), answer->rows.first().value(1).toUtf8()};
}

Result<qint64> CopyStream::estimate(const QByteArray &explain)
{
    auto answer = m_session.execText(explain, m_source.statement.name);
    if (!answer)
        return answer.failure();
    const QString json = answer->rows.isEmpty() ? QString() : answer->rows.first().value(0);
    const QJsonObject plan = QJsonDocument::fromJson(json.toUtf8()).array().first().toObject();
    return qint64(plan[u"Plan"].toObject()[u"Plan Rows"].toDouble());
}

Result<Done> CopyStream::beginCopy(const QByteArray &copy)
{
    const auto sent = std::chrono::steady_clock::now();
    const auto begun = sendCopy(copy);
    record(QStringLiteral("export/copy"), std::chrono::steady_clock::now() - sent,
           begun.ok() ? nullptr : &begun.failure());
    return begun;
}

void CopyStream::record(const QString &statement, Nanoseconds wait, const Failure *failure) const
{
    if (m_source.recorder)
        m_source.recorder->record(statement, outcomeOf(failure), {wait, {}, 1});
}

Result<Done> CopyStream::sendCopy(const QByteArray &copy)
{
    PGconn *const connection = m_session.handle();
    if (!PQsendQuery(connection, copy.constData()))
        return mapError(pqFacts(m_session, m_source.statement.name, nullptr));
    const ResultPtr result(PQgetResult(connection), PQclear);
    if (result && PQresultStatus(result.get()) == PGRES_COPY_OUT)
        return Done{};
    return mapError(pqFacts(m_session, m_source.statement.name, result.get()));
}

Result<CopyStream::Next> CopyStream::next(CopyRow &row)
{
    PGconn *const connection = m_session.handle();
    for (bool read = false;; read = true) {
        char *buffer = nullptr;
        const int size = PQgetCopyData(connection, &buffer, 1);
        if (size > 0) {
            row = CopyRow(buffer, size);
            return Next::Row;
        }
        if (size == -1)
            return finish();
        if (size < -1)
            return lost(mapError(pqFacts(m_session, m_source.statement.name, nullptr)));
        if (read)
            return Next::Wait;
        if (!PQconsumeInput(connection))
            return lost(mapError(pqFacts(m_session, m_source.statement.name, nullptr)));
    }
}

Result<CopyStream::Next> CopyStream::finish()
{
    PGconn *const connection = m_session.handle();
    const ResultPtr result(PQgetResult(connection), PQclear);
    const bool complete = result && PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    if (!complete)
        return lost(mapError(pqFacts(m_session, m_source.statement.name, result.get())));
    while (const ResultPtr more{PQgetResult(connection), PQclear}) {}
    return Next::End;
}

} // namespace movr
