#pragma once

#include "db/placement_change/change_progress.h"
#include "db/placement_change/change_record.h"
#include "db/placement_change/change_servers.h"

#include <functional>
#include <stop_token>

namespace movr {

/// Carries one change out, to its end or back: blocking, on a worker thread.
///
/// Nothing is decided here: every server's own row says where it stands, each step moves one row on together with what
/// it stands for, and the row of the new home decides. Before that says "switched" a failure undoes the change; from
/// then on it is only brought to its end. What a server does not answer is asked again for `patience`; then the change
/// stays unfinished in the databases, and a later run resumes it.
class ChangeRun
{
public:
    struct Terms {
        std::function<void(const ChangeProgress &)> report; ///< on the run's thread
        /// Called before each step's first statement: tests break things there. The name is the statement's.
        std::function<void(const QString &statement, const QString &region)> before;
        std::stop_token cancel;                       ///< undoes, as long as that is possible
        std::chrono::milliseconds patience{30'000};   ///< with regions that do not answer
        std::shared_ptr<std::atomic<bool>> abandoned; ///< once true there is no patience any more
    };

    ChangeRun(ChangeServers &servers, ChangeRecord record, Terms terms);
    virtual ~ChangeRun() = default;

    /// Notes it and carries it out.
    ChangeEnd begin();
    /// Takes an open one over from whoever had it.
    ChangeEnd resume(const OpenChange &open, bool forward);

protected:
    /// Steps until the new home has taken over; every one may have been taken before.
    virtual Result<Done> switchOver() = 0;
    /// What is left then.
    virtual Result<Done> complete() = 0;
    /// Subscriptions as before.
    virtual Result<Done> tidyAfterUndo() = 0;
    virtual QStringList titles() const = 0;

    const ChangeRecord &record() const { return m_record; }
    ChangeServers &servers() { return m_servers; }
    QList<QString> step(const QStringList &more = {}) const; ///< id, attempt, and more
    Result<Answer> ask(const QString &region, const QString &statement, const QStringList &more = {});
    Result<Done> everywhere(const QStringList &regions, const QString &statement,
                            const QStringList &more = {});
    Result<Done> refresh(const QString &subscriber, const QString &publisher);
    /// The step of that number begins; the one before has ended.
    void enter(int number);
    Result<Done> goOn() const; ///< Cancelled when it should not
    bool waitABit() const;     ///< false: patience is over
    void takingOver() { m_mayHaveSwitched = true; }
    void tookOver();
    Result<Done> endEverywhere();

    std::optional<std::chrono::milliseconds> m_writePause;
    bool m_held = false; ///< writes are refused at the old home, as far as is known here

private:
    Result<Done> note();
    Result<Done> claim(const OpenChange &open);
    ChangeEnd forward();
    ChangeEnd bringToEnd();
    ChangeEnd back(const Failure &why);
    Result<Done> undo();
    ChangeEnd end(ChangeEnd::Kind kind, std::optional<Failure> failure = {});
    void restartPatience() { m_giveUp = Lane::Clock::now() + m_terms.patience; }

    ChangeServers &m_servers;
    const ChangeRecord m_record;
    const Terms m_terms;
    const QUuid m_attempt = QUuid::createUuid();
    ChangeProgress m_progress;
    int m_current = -1;
    Lane::Clock::time_point m_stepBegan;
    Lane::Clock::time_point m_giveUp;
    QStringList m_unknownTo; ///< regions that have no row of it
    bool m_mayHaveSwitched = false;
};

/// The run for a record's kind.
std::unique_ptr<ChangeRun> makeChangeRun(ChangeServers &servers, const ChangeRecord &record,
                                         ChangeRun::Terms terms);

} // namespace movr
