#include "ui/latency/latency_feed.h"

#include "db/fleet/fleet.h"
#include "db/latency/latency_store.h"
#include "models/latency/joined_figures.h"

#include <QFuture>

#include <algorithm>
#include <variant>

namespace movr {

namespace {

constexpr qint64 pastStays = 60'000; ///< ms
constexpr int mostSteps = 600;

/// What whenAll() gives, and the answer in one of its places.
template <class... T>
using All = QList<std::variant<QFuture<T>...>>;
template <std::size_t place, class Answers>
auto answerOf(const Answers &all)
{
    return std::get<place>(all.at(qsizetype(place))).result();
}

using Curves = QList<LatencyCurve>;
using Totals = QList<StatementTotals>;
using Comparisons = QList<QFuture<Result<LatencyComparison>>>;

LatencyScope curveScope(const LatencyQuestion &question)
{
    return {{}, question.statement.isEmpty() ? QStringList() : QStringList{question.statement}};
}

LatencyScope regionScope(const LatencyQuestion &question)
{
    return {question.region.isEmpty() ? QStringList() : QStringList{question.region}, {}};
}

LatencyScope distributionScope(const LatencyQuestion &question)
{
    LatencyScope scope = regionScope(question);
    const QString &statement =
        question.distributionOf.isEmpty() ? question.statement : question.distributionOf;
    if (!statement.isEmpty())
        scope.statements = {statement};
    return scope;
}

/// What comes by the clock is not among "all statements": the floor, and what was picked by its name.
LatencyScope probeScope(const LatencyQuestion &question)
{
    LatencyScope scope{{}, {floorStatement}};
    for (const QString &picked : {question.statement, question.distributionOf})
        if (isProbe(picked) && !scope.statements.contains(picked))
            scope.statements.append(picked);
    return scope;
}

/// The legend's figures are of the same samples as the table's.
void setWholes(QList<LatencyCurve> &curves, const Totals &totals, LatencyScope scope,
               const TimeWindow &window)
{
    for (LatencyCurve &curve : curves) {
        scope.regions = {curve.region};
        curve.whole = figuresOf(totals, scope, window);
    }
}

/// All but the scene.
LatencyAnswer answerFrom(const LatencyQuestion &question, const Totals &totals, const TimeWindow &window)
{
    return {{},
            tableOf(totals, regionScope(question), window, false),
            distributionOf(totals, distributionScope(question), window),
            roundTripsOf(totals, window)};
}

ComparedWindows comparedBy(const LatencyQuestion &question, const QDateTime &now)
{
    ComparedWindows windows = question.range == LatencyRange::TodayAndYesterday
                                ? todayAndYesterday(now, question.zone)
                                : thisHourAndLastWeek(now, question.zone);
    if (question.zoom) {
        const qint64 shift = windows.then.from.msecsTo(windows.now.from);
        windows.now = *question.zoom;
        windows.then = {question.zoom->from.addMSecs(-shift), question.zoom->to.addMSecs(-shift)};
    }
    return windows;
}

} // namespace

/// What is worked out beside the window. A history ends its work when it goes, which may be after the feed: the pool is
/// there as long as the program.
QThreadPool *LatencyFeed::pool()
{
    return QThreadPool::globalInstance();
}

void LatencyFeed::setSources(Fleet *fleet, LatencyHistory *history)
{
    drop();
    m_fleet = fleet;
    m_history = history;
    m_past.reset();
}

void LatencyFeed::drop()
{
    ++m_number;
    m_asking = false;
}

TimeWindow LatencyFeed::windowOf(const LatencyQuestion &question, const QDateTime &now)
{
    if (question.zoom)
        return *question.zoom;
    if (isComparison(question.range))
        return comparedBy(question, now).now;
    return windowUntil(now, lengthOf(question.range));
}

std::chrono::seconds LatencyFeed::stepOf(const LatencyQuestion &question, const TimeWindow &window)
{
    const std::chrono::seconds length(std::max<qint64>(window.from.secsTo(window.to), 1));
    std::chrono::seconds step = question.step;
    if (step.count() == 0)
        step = question.zoom ? niceStep(length, 300) : stepFor(window);
    // Never more steps than there is room for.
    step = std::max(step, niceStep(length, std::min(mostSteps, std::max(question.columns, 100))));
    return isComparison(question.range) ? std::max(step, std::chrono::seconds(60)) : step;
}

bool LatencyFeed::pastIsCurrent(const LatencyQuestion &question) const
{
    return m_past && m_past->question == question && m_past->age.elapsed() < pastStays;
}

void LatencyFeed::ask(const LatencyQuestion &question)
{
    if (!m_fleet)
        return;
    const quint64 number = ++m_number;
    m_asking = true;
    if (isComparison(question.range)) {
        if (m_history)
            askComparison(question, number);
        else
            deliver(Failure{FailureKind::Environment,
                            {},
                            {},
                            {},
                            false,
                            tr("This console keeps no history of latencies."),
                            {}},
                    number);
        return;
    }
    // Five minutes ago is always of this console itself, or too coarse beside it.
    if (m_history && question.range != LatencyRange::FiveMinutes && !pastIsCurrent(question))
        askPast(question, number);
    else
        askLive(question, number);
}

/// First what was kept from before, then the living.
void LatencyFeed::askPast(const LatencyQuestion &question, quint64 number)
{
    m_fleet->latency().since().then(this, [this, question, number](const QDateTime &since) {
        if (number == m_number)
            readPast(question, since, number);
    });
}

void LatencyFeed::readPast(const LatencyQuestion &question, const QDateTime &since, quint64 number)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const TimeWindow wanted = windowOf(question, now);
    const auto step = std::max(stepOf(question, wanted), std::chrono::seconds(60));
    const TimeWindow window = alignedTo(wanted, step);
    const QDateTime until = historyEnd(since, now);
    TimeWindow before = alignedTo(wanted, stepOf(question, wanted));
    if (until.isValid())
        before.to = std::clamp(until, before.from, before.to);
    const QString deployment = m_fleet->deployment().name;
    QtFuture::whenAll(m_history->curves(deployment, curveScope(question), window, step),
                      m_history->curves(deployment, {{}, {floorStatement}}, window, step),
                      m_history->totals(deployment, {}, before),
                      m_history->totals(deployment, probeScope(question), before))
        .then(this, [this, question, number,
                     until](const All<Result<Curves>, Result<Curves>, Result<Totals>, Result<Totals>> &all) {
            if (number != m_number)
                return;
            const auto statements = answerOf<0>(all);
            const auto floors = answerOf<1>(all);
            const auto totals = answerOf<2>(all);
            const auto probes = answerOf<3>(all);
            Past past{question, {}, {}, {}, {}, {}};
            past.age.start();
            if (statements.ok() && floors.ok() && totals.ok() && probes.ok()) {
                past.statements = *statements;
                past.floors = *floors;
                past.until = until;
                past.totals = *totals + *probes;
            } else {
                Q_EMIT historyMissing(!statements.ok() ? statements.failure()
                                      : !floors.ok()   ? floors.failure()
                                      : !totals.ok()   ? totals.failure()
                                                       : probes.failure());
            }
            m_past = past;
            askLive(question, number);
        });
}

void LatencyFeed::askLive(const LatencyQuestion &question, quint64 number)
{
    LatencyStore &store = m_fleet->latency();
    const TimeWindow wanted = windowOf(question, QDateTime::currentDateTimeUtc());
    const auto step = stepOf(question, wanted);
    const TimeWindow window = alignedTo(wanted, step);
    const Past past = pastIsCurrent(question) ? *m_past : Past{};
    TimeWindow after = window;
    if (past.until.isValid())
        after.from = std::clamp(past.until, window.from, window.to);
    QtFuture::whenAll(store.curves(curveScope(question), window, step), store.totals({}, after),
                      store.totals(probeScope(question), after))
        .then(pool(),
              [past, wanted, window, step, question](const All<LatencyCurves, Totals, Totals> &all) {
                  LatencyCurves curves = answerOf<0>(all);
                  const Totals totals = answerOf<1>(all) + answerOf<2>(all) + past.totals;
                  curves.statements = joined(curves.statements, past.statements);
                  curves.floors = joined(curves.floors, past.floors);
                  setWholes(curves.statements, totals, curveScope(question), window);
                  setWholes(curves.floors, totals, {{}, {floorStatement}}, window);
                  LatencyAnswer answer = answerFrom(question, totals, window);
                  answer.scene = makeScene(curves, wanted, step, question.columns);
                  return answer;
              })
        .then(this, [this, number](const LatencyAnswer &answer) { deliver(answer, number); });
}

/// Each region's two stretches, from the history; what is not in it yet is the minute that goes on.
void LatencyFeed::askComparison(const LatencyQuestion &question, quint64 number)
{
    const ComparedWindows windows = comparedBy(question, QDateTime::currentDateTimeUtc());
    const auto step = stepOf(question, windows.now);
    const QString deployment = m_fleet->deployment().name;
    Comparisons asked;
    for (const QString &region : question.regions) {
        LatencyScope scope = curveScope(question);
        scope.regions = {region};
        asked.append(m_history->compare(deployment, scope, windows, step));
    }
    QtFuture::whenAll(QtFuture::whenAll(asked.begin(), asked.end()),
                      m_history->totals(deployment, {}, windows.now),
                      m_history->totals(deployment, probeScope(question), windows.now))
        .then(pool(),
              [question, windows,
               step](const All<Comparisons, Result<Totals>, Result<Totals>> &all) -> Result<LatencyAnswer> {
                  QList<LatencyComparison> compared;
                  const auto futures = answerOf<0>(all);
                  for (qsizetype i = 0; i < futures.size(); ++i) {
                      auto one = futures.at(i).result();
                      if (!one.ok())
                          return one.failure();
                      LatencyComparison both = *one;
                      both.now.region = both.then.region = question.regions.at(i);
                      compared.append(both);
                  }
                  const auto totals = answerOf<1>(all);
                  const auto probes = answerOf<2>(all);
                  if (!totals.ok() || !probes.ok())
                      return totals.ok() ? probes.failure() : totals.failure();
                  LatencyAnswer answer = answerFrom(question, *totals + *probes, windows.now);
                  answer.scene = makeScene(compared, windows, step, question.columns);
                  return answer;
              })
        .then(this, [this, number](const Result<LatencyAnswer> &answer) { deliver(answer, number); });
}

void LatencyFeed::deliver(const Result<LatencyAnswer> &answer, quint64 number)
{
    if (number != m_number)
        return;
    m_asking = false;
    if (answer.ok())
        Q_EMIT answered(*answer);
    else
        Q_EMIT failed(answer.failure());
}

} // namespace movr
