#include "db/live/change_listener.h"

#include "db/live/change_message.h"

#include <QCoreApplication>

#include <poll.h>

#include <algorithm>

namespace movr {

namespace {

constexpr std::chrono::milliseconds answerLimit{5'000};
/// After so much silence the server is asked whether it is there still.
constexpr std::chrono::milliseconds longestSilence{5'000};

Failure tellsNothing(const QString &region)
{
    return {FailureKind::SchemaVersion,
            {},
            region,
            QStringLiteral("live/tells_changes"),
            false,
            QCoreApplication::translate("movr::Live",
                                        "%1 does not tell of changes: its tables are read again every few "
                                        "seconds. Upgrade it with: movr-console init --deployment FILE")
                .arg(region),
            {}};
}

} // namespace

ChangeListener::ChangeListener(ConnectionSettings settings, Heard heard, Changed changed,
                               std::shared_ptr<LatencyRecorder> recorder)
    : m_settings(std::move(settings)), m_heard(std::move(heard)), m_changed(std::move(changed)),
      m_connection(m_settings, m_wake, std::move(recorder)), m_thread([this] { run(); })
{}

ChangeListener::~ChangeListener()
{
    requestStop();
    m_thread.join();
}

void ChangeListener::run()
{
    while (!m_wake.stopped()) {
        const Failure failure = listenOnce();
        m_connection.close();
        if (m_wake.stopped())
            return;
        m_changed({false, failure});
        const bool untold = failure.kind == FailureKind::SchemaVersion;
        pause(untold ? pauseWithoutNotices : m_pause);
        m_pause = std::min(m_pause * 2, longestPause);
    }
}

Failure ChangeListener::listenOnce()
{
    if (auto begun = begin(); !begun)
        return begun.failure();
    m_pause = firstPause;
    m_changed({true, {}});
    m_heard({{}, {}, {m_settings.region}});
    for (;;)
        if (auto heard = hear(); !heard)
            return heard.failure();
}

Result<Done> ChangeListener::begin()
{
    if (auto opened = m_connection.open(); !opened)
        return opened;
    // Listening first: what is committed after the look at the triggers is heard already.
    if (auto listening = m_connection.ask(QStringLiteral("live/listen"), answerLimit); !listening)
        return listening.failure();
    auto tells = m_connection.ask(QStringLiteral("live/tells_changes"), answerLimit);
    if (!tells)
        return tells.failure();
    return *tells == u"t" ? Result<Done>(Done{}) : Result<Done>(tellsNothing(m_settings.region));
}

Result<Done> ChangeListener::hear()
{
    const auto heard = m_connection.listen(longestSilence);
    if (!heard)
        return heard.failure();
    if (*heard != NoticeConnection::Heard::Something)
        if (auto there = m_connection.ask(QStringLiteral("live/still_there"), answerLimit); !there)
            return there.failure();
    deliver(m_connection.takeMessages());
    return Done{};
}

void ChangeListener::deliver(const QList<QByteArray> &messages)
{
    for (const QByteArray &message : messages) {
        if (const auto changes = parseChangeMessage(message, m_settings.region)) {
            m_heard(*changes);
            continue;
        }
        qWarning("%s: a message of changes cannot be read: %s", qUtf8Printable(m_settings.region),
                 message.left(200).constData());
        m_heard({{}, {}, {m_settings.region}}); // whatever it was, it has been missed
    }
}

void ChangeListener::pause(std::chrono::milliseconds time)
{
    // Between three quarters and five quarters of it, so that many consoles do not come at the same moment.
    const auto until = std::chrono::steady_clock::now() + time * (750 + int(m_random() % 501)) / 1000;
    while (!m_wake.stopped() && !m_wake.takeNudge()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return;
        pollfd fd{m_wake.fd(), POLLIN, 0};
        if (::poll(&fd, 1, int(left.count())) > 0)
            m_wake.drain();
    }
}

} // namespace movr
