#include "db/placement_change/change_servers.h"

#include <thread>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto insistFor = 8s;
constexpr auto betweenTries = 50ms;

/// Prepared beforehand: while writes are refused every round trip counts.
QStringList whileWritesWait()
{
    QStringList names;
    for (const char *name : {"hold_writes", "await_mark", "take_over", "adopt_home", "generation", "undo"})
        names.append(QStringLiteral("placement_change/") + QLatin1String(name));
    return names;
}

bool inTheWay(const Failure &failure)
{
    return failure.sqlState == u"55P03" || failure.kind == FailureKind::Contention;
}

} // namespace

ChangeServers::ChangeServers(Deployment deployment, const QHash<QString, QString> &passwords,
                             const RecorderSource &recorders)
    : m_deployment(std::move(deployment))
{
    const auto watchdog = std::make_shared<Watchdog>();
    // A console that is gone holds nothing for long.
    const QString options =
        QStringLiteral("-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2");
    for (const Region &region : m_deployment.regions) {
        auto session = std::make_unique<PqSession>(
            ConnectionSettings{region.name, region.connection, passwords.value(region.name),
                               QStringLiteral("movr-console placement"), options},
            whileWritesWait());
        m_lanes.emplace(region.name, std::make_unique<Lane>(region.name, std::move(session), watchdog,
                                                            recorders ? recorders(region.name) : nullptr));
    }
}

void ChangeServers::interrupt()
{
    for (const auto &[region, lane] : m_lanes)
        lane->requestStop();
}

QStringList ChangeServers::regions() const
{
    QStringList names;
    for (const Region &region : m_deployment.regions)
        names.append(region.name);
    return names;
}

QStringList ChangeServers::others(const QStringList &without) const
{
    QStringList names = regions();
    names.removeIf([&](const QString &name) { return without.contains(name); });
    return names;
}

QFuture<Result<Answer>> ChangeServers::send(const QString &region, const QString &statement,
                                            const QList<QString> &parameters)
{
    const auto limit = m_limit.load();
    return m_lanes.at(region)->submit<Answer>({}, limit, [=](Lane::Run &run) {
        return run.guarded<Answer>(statement, limit, [&] {
            return static_cast<PqSession &>(run.session()).exec(statement, parameters);
        });
    });
}

Result<Answer> ChangeServers::ask(const QString &region, const QString &statement,
                                  const QList<QString> &parameters)
{
    return send(region, statement, parameters).result();
}

ChangeServers::Answers ChangeServers::askAll(const QStringList &regions, const QString &statement,
                                             const QList<QString> &parameters)
{
    QHash<QString, QFuture<Result<Answer>>> asked;
    for (const QString &region : regions)
        asked.insert(region, send(region, statement, parameters));
    Answers answers;
    for (const QString &region : regions)
        answers.insert(region, asked.value(region).result());
    return answers;
}

Result<Answer> ChangeServers::insist(const QString &region, const QString &statement,
                                     const QList<QString> &parameters)
{
    const auto until = Lane::Clock::now() + std::min<std::chrono::milliseconds>(insistFor, m_limit.load());
    for (;;) {
        auto answer = ask(region, statement, parameters);
        if (answer.ok() || !inTheWay(answer.failure()) || Lane::Clock::now() >= until)
            return answer;
        // Whoever may not set it goes on without: it is a matter of time.
        (void)ask(region, QStringLiteral("placement_change/move_vacuum_away"));
        std::this_thread::sleep_for(betweenTries);
    }
}

Result<Done> ChangeServers::runGenerated(const QString &region, const QString &statement,
                                         const QList<QString> &parameters, std::chrono::milliseconds limit)
{
    auto texts = ask(region, statement, parameters);
    if (!texts)
        return texts.failure();
    for (const auto &row : texts->rows) {
        auto done = m_lanes.at(region)
                        ->submit<Answer>(
                            {}, limit,
                            [statement, limit, text = row.constFirst().toUtf8()](Lane::Run &run) {
                                return run.guarded<Answer>(statement, limit, [&] {
                                    return static_cast<PqSession &>(run.session()).execText(text, statement);
                                });
                            })
                        .result();
        if (!done)
            return done.failure();
    }
    return Done{};
}

Result<Done> allOk(const ChangeServers::Answers &answers, const QStringList &regions)
{
    for (const QString &region : regions)
        if (const auto answer = answers.value(region); !answer.ok())
            return answer.failure();
    return Done{};
}

} // namespace movr
