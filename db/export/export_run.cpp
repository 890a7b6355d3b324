#include "db/export/export_run.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Export)
};

constexpr qsizetype bufferSize = 256 * 1024;
constexpr int pollMilliseconds = 500;
/// So long a region that the probe calls down may be silent before it is given up.
constexpr std::chrono::seconds patience{5};

bool isDescending(const ViewQuery &query)
{
    return std::visit([](const auto &one) { return one.order == Qt::DescendingOrder; }, query);
}

Failure silent(const QString &region)
{
    return {FailureKind::Connection,
            {},
            region,
            {},
            true,
            Tr::tr("%1 does not answer any more.").arg(region),
            {}};
}

} // namespace

/// A stream and the next of its rows.
struct ExportRun::Head {
    std::unique_ptr<CopyStream> stream;
    CopyRow row;
    enum class State { Empty, Full, Ended } state = State::Empty;
    bool waits = false;        ///< for the next row, since the last one came
    Clock::time_point heard{}; ///< when it last sent anything while it was waited for
};

ExportRun::ExportRun(ExportRequest request, QList<ExportSource> sources, std::shared_ptr<Watchdog> watchdog)
    : m_request(std::move(request)),
      m_writer(m_request.format, exportColumns(m_request.query, m_request.columns)),
      m_descending(isDescending(m_request.query)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    for (ExportSource &source : sources) {
        Head head;
        head.stream = std::make_unique<CopyStream>(std::move(source), watchdog);
        m_heads.push_back(std::move(head));
    }
    m_buffer.reserve(bufferSize * 2);
}

ExportRun::~ExportRun()
{
    ::close(m_wake);
}

void ExportRun::cancel()
{
    m_cancelled = true;
    for (Head &head : m_heads)
        head.stream->cancel();
    const std::uint64_t one = 1;
    (void)!::write(m_wake, &one, sizeof one);
}

void ExportRun::setRegionDown(const QString &region, bool down)
{
    const std::lock_guard lock(m_mutex);
    down ? (void)m_down.insert(region) : (void)m_down.remove(region);
}

ExportProgress ExportRun::progress() const
{
    ExportProgress progress;
    progress.rows = m_rows;
    progress.bytes = m_bytes;
    if (const qint64 estimate = m_estimate; estimate >= 0)
        progress.estimatedRows = estimate;
    progress.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_begun);
    return progress;
}

Failure ExportRun::explained(const Failure &failure) const
{
    Failure told = failure;
    const QString rows = QLocale().toString(m_written);
    const QString file = QDir::toNativeSeparators(m_request.file);
    told.sentence = failure.kind == FailureKind::Cancelled
                      ? Tr::tr("The export was cancelled after %1 rows; %2 was not written.").arg(rows, file)
                      : Tr::tr("%1 The export ended after %2 rows; %3 was not written.")
                            .arg(failure.sentence, rows, file);
    return told;
}

Result<ExportSummary> ExportRun::run()
{
    ExportFile file(m_request.file);
    auto done = file.open();
    if (done.ok())
        done = start();
    if (done.ok())
        done = merge(file);
    if (done.ok())
        done = flush(file, 0);
    if (done.ok() && m_cancelled)
        done = cancelledFailure({}, {});
    if (done.ok())
        done = file.commit();
    for (Head &head : m_heads)
        head.stream->close(!done.ok());
    if (!done.ok())
        return explained(done.failure());
    ExportSummary summary{m_request.file, m_written, file.written(), {}, progress().elapsed};
    for (const Head &head : m_heads)
        summary.regions.append(head.stream->region());
    return summary;
}

Result<Done> ExportRun::start()
{
    std::vector<Result<qint64>> answers(m_heads.size());
    {
        std::vector<std::jthread> starters; // regions are far from each other: all at once
        for (size_t i = 0; i < m_heads.size(); ++i)
            starters.emplace_back([this, &answers, i] { answers[i] = m_heads[i].stream->start(); });
    }
    qint64 estimate = 0;
    for (const auto &answer : answers) {
        if (!answer.ok())
            return answer.failure();
        estimate += *answer;
    }
    m_estimate = estimate;
    return Done{};
}

Result<Done> ExportRun::merge(ExportFile &file)
{
    m_buffer += m_writer.header();
    for (;;) {
        auto filled = fill();
        if (!filled)
            return filled.failure();
        if (!*filled) {
            if (auto waited = wait(); !waited)
                return waited;
            continue;
        }
        Head *const head = first();
        if (!head)
            return Done{};
        m_writer.append(head->row, m_buffer);
        head->state = Head::State::Empty;
        m_rows = ++m_written;
        if (auto flushed = flush(file, bufferSize); !flushed)
            return flushed;
    }
}

Result<bool> ExportRun::fill()
{
    if (m_cancelled)
        return cancelledFailure({}, {});
    bool all = true;
    for (Head &head : m_heads) {
        if (head.state != Head::State::Empty)
            continue;
        auto next = head.stream->next(head.row);
        if (!next)
            return next.failure();
        head.waits = head.waits && *next == CopyStream::Next::Wait;
        if (*next == CopyStream::Next::Wait)
            all = false;
        else
            head.state = *next == CopyStream::Next::Row ? Head::State::Full : Head::State::Ended;
    }
    return all;
}

Result<Done> ExportRun::wait()
{
    std::vector<pollfd> sockets{{m_wake, POLLIN, 0}};
    std::vector<Head *> waiting;
    for (Head &head : m_heads) {
        if (head.state == Head::State::Empty) {
            sockets.push_back({head.stream->socket(), POLLIN, 0});
            waiting.push_back(&head);
        }
    }
    for (Head *head : waiting) {
        head->heard = head->waits ? head->heard : Clock::now();
        head->waits = true;
    }
    ::poll(sockets.data(), nfds_t(sockets.size()), pollMilliseconds);
    const auto now = Clock::now();
    const std::lock_guard lock(m_mutex);
    for (size_t i = 0; i < waiting.size(); ++i) {
        // Silence counts only while a row is waited for and the region is known to be down.
        if (sockets[i + 1].revents || !m_down.contains(waiting[i]->stream->region()))
            waiting[i]->heard = now;
        else if (now - waiting[i]->heard > patience)
            return silent(waiting[i]->stream->region());
    }
    return Done{};
}

ExportRun::Head *ExportRun::first()
{
    Head *best = nullptr;
    for (Head &head : m_heads) {
        if (head.state != Head::State::Full)
            continue;
        if (best) {
            const int order = head.row.compareKeys(best->row, head.stream->keyColumns());
            if (m_descending ? order <= 0 : order >= 0)
                continue;
        }
        best = &head;
    }
    return best;
}

Result<Done> ExportRun::flush(ExportFile &file, qsizetype above)
{
    if (m_buffer.size() <= above)
        return Done{};
    auto written = file.write(m_buffer);
    m_buffer.resize(0); // keeps its memory
    m_bytes = file.written();
    return written;
}

} // namespace movr
