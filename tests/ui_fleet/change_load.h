#pragma once

#include "plain_sql.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace movr::test {

/// Other people's work: plain SQL on a connection of its own, so many transactions a second, each of another
/// row. On a thread of its own until it is destroyed.
class ChangeLoad
{
public:
    ChangeLoad(const QString &connection, const QString &city, int perSecond)
        : m_thread([this, connection, city, perSecond](const std::stop_token &stop) {
              work(stop, connection, city, perSecond);
          })
    {}

    int done() const { return m_done; }
    /// What it has really come to, since its first change.
    double perSecond() const
    {
        const std::chrono::duration<double> since = Clock::now() - m_begun.load();
        return m_done / since.count();
    }

private:
    using Clock = std::chrono::steady_clock;

    void work(const std::stop_token &stop, const QString &connection, const QString &city, int perSecond)
    {
        PlainSql sql(connection);
        // What is measured is the window, not the disk.
        sql.run(QStringLiteral("SET synchronous_commit = off"));
        const QList<QString> vehicles =
            sql.run(QStringLiteral(
                        "SELECT id FROM vehicles WHERE city = %1 AND status <> 'removed' ORDER BY date_added "
                        "DESC, id DESC LIMIT 400")
                        .arg(PlainSql::quoted(city)));
        const QList<QString> rides = sql.run(
            QStringLiteral("SELECT id FROM rides WHERE city = %1 ORDER BY start_time DESC, id DESC LIMIT 400")
                .arg(PlainSql::quoted(city)));
        const QString run = QUuid::createUuid().toString(QUuid::Id128).left(6);
        m_begun = Clock::now();
        const auto begun = m_begun.load();
        const auto step = std::chrono::nanoseconds(1'000'000'000 / perSecond);
        for (int i = 0; !stop.stop_requested(); ++i) {
            std::this_thread::sleep_until(begun + i * step);
            const bool ride = i % 2 == 1;
            const QList<QString> &ids = ride ? rides : vehicles;
            sql.run(QStringLiteral("UPDATE %1 SET %2 = 'Place %3 %6' WHERE city = %4 AND id = %5")
                        .arg(ride ? QStringLiteral("rides") : QStringLiteral("vehicles"),
                             ride ? QStringLiteral("start_location") : QStringLiteral("last_location"),
                             QString::number(i), PlainSql::quoted(city),
                             PlainSql::quoted(ids.at((i * 7 / 2) % ids.size())), run));
            m_done = i + 1;
        }
    }

    std::atomic<int> m_done = 0;
    std::atomic<Clock::time_point> m_begun = Clock::now();
    std::jthread m_thread;
};

} // namespace movr::test
