#include "db/placement_change/change_run.h"

#include "db/base/error_mapping.h"
#include "db/fleet/subscriptions.h"

#include <QCoreApplication>

#include <thread>

namespace movr {

namespace {

using namespace std::chrono_literals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementChange)
};

const QString unknownHere = QStringLiteral("MV002");
const QString doesNotFollow = QStringLiteral("MV003");
const QString takenByOther = QStringLiteral("MV004");

QString text(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

} // namespace

ChangeRun::ChangeRun(ChangeServers &servers, ChangeRecord record, Terms terms)
    : m_servers(servers), m_record(std::move(record)), m_terms(std::move(terms))
{}

QList<QString> ChangeRun::step(const QStringList &more) const
{
    return QList<QString>{text(m_record.id), text(m_attempt)} + more;
}

Result<Answer> ChangeRun::ask(const QString &region, const QString &statement, const QStringList &more)
{
    if (m_terms.before)
        m_terms.before(statement, region);
    return m_servers.insist(region, statement, step(more));
}

Result<Done> ChangeRun::everywhere(const QStringList &regions, const QString &statement,
                                   const QStringList &more)
{
    if (m_terms.before)
        for (const QString &region : regions)
            m_terms.before(statement, region);
    auto answers = m_servers.askAll(regions, statement, step(more));
    for (const QString &region : regions)
        if (const auto answer = answers.value(region); !answer.ok())
            if (auto again = m_servers.insist(region, statement, step(more)); !again)
                return again.failure();
    return Done{};
}

Result<Done> ChangeRun::refresh(const QString &subscriber, const QString &publisher)
{
    const QString name = subscriptionName(subscriber, publisher);
    if (m_terms.before)
        m_terms.before(QStringLiteral("placement_change/refresh_subscription"), subscriber);
    auto known = m_servers.ask(subscriber, QStringLiteral("placement_change/subscription_state"), {name});
    if (!known)
        return known.failure();
    if (known->rows.isEmpty())
        return Done{};
    return m_servers.runGenerated(subscriber, QStringLiteral("placement_change/refresh_subscription"),
                                  {name});
}

void ChangeRun::enter(int number)
{
    const auto now = Lane::Clock::now();
    for (int i = 0; i < m_progress.steps.size(); ++i) {
        ChangeStep &one = m_progress.steps[i];
        if (i < number && one.state != ChangeStep::State::Done) {
            one.state = ChangeStep::State::Done;
            if (i == m_current)
                one.took = std::chrono::duration_cast<std::chrono::milliseconds>(now - m_stepBegan);
        } else if (i == number) {
            one.state = ChangeStep::State::Running;
        }
    }
    m_current = number;
    m_stepBegan = now;
    m_terms.report(m_progress);
}

Result<Done> ChangeRun::goOn() const
{
    return m_terms.cancel.stop_requested() ? Result<Done>(cancelledFailure({}, {})) : Result<Done>(Done{});
}

bool ChangeRun::waitABit() const
{
    if (Lane::Clock::now() >= m_giveUp || (m_terms.abandoned && *m_terms.abandoned))
        return false;
    std::this_thread::sleep_for(100ms);
    return true;
}

void ChangeRun::tookOver()
{
    m_held = false;
    m_progress.cancellable = false;
}

/// The first region's server is the arbiter between two that begin at the same time: one after the other.
Result<Done> ChangeRun::note()
{
    m_unknownTo = m_servers.regions();
    for (const QString &region : m_servers.regions()) {
        if (m_terms.before)
            m_terms.before(QStringLiteral("placement_change/begin"), region);
        m_unknownTo.removeAll(region);
        auto noted = m_servers.ask(region, QStringLiteral("placement_change/begin"),
                                   step({m_record.operatorName}) + toParameters(m_record));
        if (noted.ok())
            continue;
        Failure failure = noted.failure();
        if (failure.sqlState == u"23505") {
            failure.kind = FailureKind::Contention;
            failure.sentence =
                Tr::tr("%1 is under another change of placement that is not at its end. Resume "
                       "that one, or undo it, first.")
                    .arg(region);
        }
        return failure;
    }
    return Done{};
}

Result<Done> ChangeRun::claim(const OpenChange &open)
{
    Result<Done> first = Done{};
    m_unknownTo.clear();
    for (const QString &region : m_servers.regions()) {
        auto claimed =
            m_servers.ask(region, QStringLiteral("placement_change/claim"), step({m_record.operatorName}));
        if (!claimed) {
            if (first.ok())
                first = claimed.failure();
            continue;
        }
        if (claimed->rows.isEmpty()) {
            m_unknownTo.append(region);
            continue;
        }
        const auto state = changeStateFromSql(claimed->rows.constFirst().constFirst());
        if (region == m_record.oldHome)
            m_held = state == ChangeState::Held;
    }
    // Somebody may have asked the new home to take over, unless its old home never refused a write.
    m_mayHaveSwitched =
        !m_record.moves() || open.states.value(m_record.oldHome, ChangeState::Held) == ChangeState::Held;
    return first;
}

ChangeEnd ChangeRun::begin()
{
    for (const QString &title : titles())
        m_progress.steps.append({title, ChangeStep::State::Waiting, {}});
    enter(0);
    restartPatience();
    if (auto noted = note(); !noted)
        return back(noted.failure());
    return forward();
}

ChangeEnd ChangeRun::resume(const OpenChange &open, bool toEnd)
{
    for (const QString &title : titles())
        m_progress.steps.append({title, ChangeStep::State::Waiting, {}});
    enter(0);
    restartPatience();
    auto claimed = claim(open);
    if (open.onlyForward())
        return bringToEnd();
    if (!toEnd || open.onlyBack())
        return back(cancelledFailure({}, {}));
    // Everybody has to take part; until then nothing is changed.
    while (!claimed && waitABit())
        claimed = claim(open);
    if (!claimed)
        return end(ChangeEnd::Kind::Unfinished, claimed.failure());
    // Regions that do not know it yet.
    if (auto noted = note(); !noted)
        return back(noted.failure());
    return forward();
}

ChangeEnd ChangeRun::forward()
{
    restartPatience();
    if (auto switched = switchOver(); !switched)
        return back(switched.failure());
    return bringToEnd();
}

ChangeEnd ChangeRun::bringToEnd()
{
    tookOver();
    m_terms.report(m_progress);
    restartPatience();
    for (;;) {
        const auto completed = complete();
        if (completed.ok()) {
            enter(int(m_progress.steps.size()));
            return end(ChangeEnd::Kind::Done);
        }
        if (completed.failure().sqlState == takenByOther || !waitABit())
            return end(ChangeEnd::Kind::Unfinished, completed.failure());
    }
}

ChangeEnd ChangeRun::back(const Failure &why)
{
    if (m_current >= 0 && m_current < m_progress.steps.size())
        m_progress.steps[m_current].state =
            why.kind == FailureKind::Cancelled ? ChangeStep::State::Cancelled : ChangeStep::State::Failed;
    m_progress.steps.append({Tr::tr("Undo what was done"), ChangeStep::State::Running, {}});
    m_progress.cancellable = false;
    m_terms.report(m_progress);
    restartPatience();
    for (;;) {
        const auto undone = undo();
        if (undone.ok()) {
            m_progress.steps.last().state = ChangeStep::State::Done;
            m_terms.report(m_progress);
            return end(ChangeEnd::Kind::Undone, why);
        }
        // The new home has taken over, and its answer was lost.
        if (undone.failure().sqlState == doesNotFollow && undone.failure().region == m_record.newHome) {
            m_progress.steps.removeLast();
            return bringToEnd();
        }
        if (undone.failure().sqlState == takenByOther || !waitABit()) {
            m_progress.steps.last().state = ChangeStep::State::Failed;
            m_terms.report(m_progress);
            return end(ChangeEnd::Kind::Unfinished, undone.failure());
        }
    }
}

/// The new home first: once it is back it can't take over any more, whatever is still under way to it.
Result<Done> ChangeRun::undo()
{
    QStringList order{m_record.newHome};
    if (m_record.moves())
        order.append(m_record.oldHome);
    order += m_servers.others(order);
    Result<Done> first = Done{};
    QStringList known;
    for (const QString &region : order) {
        if (m_unknownTo.contains(region))
            continue;
        auto undone = ask(region, QStringLiteral("placement_change/undo"));
        if (!undone && undone.failure().sqlState == unknownHere) {
            m_unknownTo.append(region);
        } else if (!undone) {
            if (first.ok())
                first = undone.failure();
            // Without its word nobody else goes back: there would be two homes.
            if (region == m_record.newHome && m_mayHaveSwitched)
                return first;
            if (undone.failure().sqlState == doesNotFollow || undone.failure().sqlState == takenByOther)
                return first;
        } else {
            known.append(region);
            if (region == m_record.oldHome)
                m_held = false;
        }
    }
    if (!first)
        return first;
    if (known.isEmpty()) // nobody heard of it
        return Done{};
    if (auto tidied = tidyAfterUndo(); !tidied)
        return tidied;
    return everywhere(known, QStringLiteral("placement_change/end"));
}

Result<Done> ChangeRun::endEverywhere()
{
    // The new home last: as long as its row is open, the change is.
    if (auto ended = everywhere(m_servers.others({m_record.newHome}), QStringLiteral("placement_change/end"));
        !ended)
        return ended;
    return everywhere({m_record.newHome}, QStringLiteral("placement_change/end"));
}

ChangeEnd ChangeRun::end(ChangeEnd::Kind kind, std::optional<Failure> failure)
{
    return {kind, std::move(failure), m_writePause, kind == ChangeEnd::Kind::Unfinished && m_held};
}

} // namespace movr
