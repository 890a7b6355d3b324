#pragma once

#include "models/load_state.h"
#include "ui/latency/latency_feed.h"

#include <QTimer>

#include <functional>

namespace movr {

/// What there may be to say about the figures that are shown.
struct LatencyDoubts {
    std::optional<std::chrono::seconds> age; ///< when they are older than they should be
    std::optional<Failure> failure;          ///< why they are
    QDateTime pausedAt;                      ///< invalid: not paused
    std::optional<Failure> historyFailure;   ///< the answer goes without the history
};

/// When the page's question is asked: at most once a second between begin() and end(), less often where a second changes
/// little, and not by itself while it is paused. Knows how what is shown stands to what was asked.
class LatencyReader : public QObject
{
    Q_OBJECT

public:
    /// `question`: as it is at the moment of asking.
    LatencyReader(std::function<LatencyQuestion()> question, QObject *parent);

    /// Both outlive their use; nullptr: none. What was answered before is no answer any more.
    void setSources(Fleet *fleet, LatencyHistory *history);
    void begin();
    void end();
    /// `fresh`: what is shown is not an answer to it.
    void ask(bool fresh);
    /// The controls ask for something else.
    void askAnew();
    void refresh();
    void setPaused(bool paused);
    void setInterval(std::chrono::milliseconds interval) { m_again.setInterval(interval); }

    LoadState state() const { return m_state; }
    const std::optional<Failure> &failure() const { return m_failure; }
    LatencyDoubts doubts() const;

Q_SIGNALS:
    /// state() is the answer's already.
    void answered(const movr::LatencyAnswer &answer);
    void stateChanged();
    void doubtsChanged();

private:
    void tick();
    void accept(const LatencyAnswer &answer);
    void acceptFailure(const Failure &failure);
    void setState(LoadState state);

    std::function<LatencyQuestion()> m_question;
    LatencyFeed *m_feed;
    QTimer m_again; ///< while shown
    QElapsedTimer m_askedBefore;
    LoadState m_state = LoadState::Idle;
    std::optional<Failure> m_failure;        ///< of the last question
    std::optional<Failure> m_historyFailure; ///< the answer goes without the history
    QDateTime m_answeredAt;
    QElapsedTimer m_sinceAnswer;
    bool m_hasFleet = false;
    bool m_shown = false;
    bool m_paused = false;
};

} // namespace movr
