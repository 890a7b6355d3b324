#include "db/fleet/home_change.h"

#include <QObject>
#include <QPromise>
#include <QTimer>

#include <memory>

namespace movr {

namespace {

using Clock = std::chrono::steady_clock;
/// A switch takes some tenths of a second: soon after it the change should be through.
constexpr RetryPolicy untilSwitched{.firstBackOff = std::chrono::milliseconds(50),
                                    .maxBackOff = std::chrono::milliseconds(250)};

/// One transaction on its way; holds itself until it has its outcome.
class HomeChange : public std::enable_shared_from_this<HomeChange>
{
public:
    HomeChange(QObject *context, StatementCall call, HomeWay way, std::chrono::milliseconds within)
        : m_context(context), m_call(std::move(call)), m_way(std::move(way)), m_until(Clock::now() + within)
    {
        m_promise.start();
    }
    QFuture<Result<Outcome>> future() { return m_promise.future(); }

    void attempt()
    {
        const auto lane = m_way.home();
        if (!lane) {
            settle(lane.failure());
            return;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_until - Clock::now());
        (*lane)->change(m_call, left).then(m_context, [self = shared_from_this()](Result<Outcome> result) {
            self->accept(std::move(result));
        });
    }

private:
    void accept(Result<Outcome> result)
    {
        const auto wait = backOff(untilSwitched, ++m_attempts);
        if (result.ok() || result.failure().kind != FailureKind::WrongHome
            || Clock::now() + 2 * wait >= m_until) {
            settle(std::move(result));
            return;
        }
        m_way.readPlacement();
        QTimer::singleShot(wait, m_context, [self = shared_from_this()] { self->attempt(); });
    }

    void settle(Result<Outcome> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    QObject *m_context;
    StatementCall m_call;
    HomeWay m_way;
    Clock::time_point m_until;
    QPromise<Result<Outcome>> m_promise;
    int m_attempts = 0;
};

} // namespace

QFuture<Result<Outcome>> changeAtHome(QObject *context, StatementCall call, HomeWay way,
                                      std::chrono::milliseconds within)
{
    const auto change = std::make_shared<HomeChange>(context, std::move(call), std::move(way), within);
    auto future = change->future();
    change->attempt();
    return future;
}

} // namespace movr
