#include "ui/latency/latency_reader.h"

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto refreshInterval = 1s;
constexpr auto staleAfter = 6s; ///< without an answer

/// A longer window moves less in a second.
qint64 intervalOf(LatencyRange range)
{
    switch (range) {
    case LatencyRange::FiveMinutes:
        return 0;
    case LatencyRange::Hour:
        return 2;
    case LatencyRange::Day:
        return 5;
    default:
        return 30; // what is compared is known by the minute
    }
}

} // namespace

LatencyReader::LatencyReader(std::function<LatencyQuestion()> question, QObject *parent)
    : QObject(parent), m_question(std::move(question)), m_feed(new LatencyFeed(this))
{
    m_again.setInterval(refreshInterval);
    connect(&m_again, &QTimer::timeout, this, &LatencyReader::tick);
    connect(m_feed, &LatencyFeed::answered, this, &LatencyReader::accept);
    connect(m_feed, &LatencyFeed::failed, this, &LatencyReader::acceptFailure);
    connect(m_feed, &LatencyFeed::historyMissing, this,
            [this](const Failure &failure) { m_historyFailure = failure; });
}

void LatencyReader::setSources(Fleet *fleet, LatencyHistory *history)
{
    m_hasFleet = fleet;
    m_feed->setSources(fleet, history);
    m_failure.reset();
    m_historyFailure.reset();
    m_answeredAt = {};
    m_sinceAnswer.invalidate();
    setState(LoadState::Idle);
}

void LatencyReader::begin()
{
    m_shown = true;
    m_again.start();
    if (!m_paused || m_state == LoadState::Idle)
        ask(false);
}

void LatencyReader::end()
{
    m_shown = false;
    m_again.stop();
    m_feed->drop();
}

void LatencyReader::ask(bool fresh)
{
    if (!m_hasFleet || !m_shown)
        return;
    if (fresh || m_state == LoadState::Idle || m_state == LoadState::Failed)
        setState(LoadState::Loading);
    m_askedBefore.start();
    m_feed->ask(m_question());
}

void LatencyReader::askAnew()
{
    m_failure.reset();
    m_historyFailure.reset();
    ask(m_state == LoadState::Empty || m_state == LoadState::Stale);
}

void LatencyReader::refresh()
{
    m_historyFailure.reset();
    m_feed->drop();
    ask(m_state != LoadState::Ready && m_state != LoadState::Stale);
}

void LatencyReader::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused)
        ask(false);
    else if (m_state == LoadState::Ready || m_state == LoadState::Stale)
        m_feed->drop(); // what is under way would take the place of what is looked at
    Q_EMIT doubtsChanged();
}

void LatencyReader::tick()
{
    if (!m_hasFleet)
        return;
    Q_EMIT doubtsChanged();
    const bool due =
        !m_askedBefore.isValid() || m_askedBefore.elapsed() + 50 >= intervalOf(m_question().range) * 1000;
    if (!m_paused && !m_feed->isAsking() && due)
        ask(false);
}

void LatencyReader::accept(const LatencyAnswer &answer)
{
    m_failure.reset();
    m_answeredAt = QDateTime::currentDateTimeUtc();
    m_sinceAnswer.start();
    m_state = answer.scene.isEmpty() ? LoadState::Empty : LoadState::Ready;
    Q_EMIT answered(answer);
}

void LatencyReader::acceptFailure(const Failure &failure)
{
    m_failure = failure;
    const bool content = m_state == LoadState::Ready || m_state == LoadState::Stale;
    setState(content ? LoadState::Stale : LoadState::Failed);
    Q_EMIT doubtsChanged();
}

void LatencyReader::setState(LoadState state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

LatencyDoubts LatencyReader::doubts() const
{
    LatencyDoubts doubts;
    // The wall clock may be set meanwhile: what is old is told by the other one.
    const std::chrono::seconds age(m_sinceAnswer.isValid() ? m_sinceAnswer.elapsed() / 1000 : 0);
    const bool late = m_state == LoadState::Ready && m_feed->isAsking() && age > staleAfter;
    if (m_state == LoadState::Stale || late) {
        doubts.age = age;
        doubts.failure = m_failure;
    }
    if (m_paused)
        doubts.pausedAt = m_answeredAt;
    doubts.historyFailure = m_historyFailure;
    return doubts;
}

} // namespace movr
