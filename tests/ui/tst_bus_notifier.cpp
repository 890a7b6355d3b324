#include "ui/alerts/bus_notifier.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusServer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace movr;

namespace {

/// What a desktop's service would do with a notification: nothing but keep it.
class PlayedDesktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        QString program, icon, summary, body;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Shown> shown;

public Q_SLOTS:
    // The bus's own name and arguments.
    uint Notify(const QString &program, uint, const QString &icon, const QString &summary,
                const QString &body, const QStringList &actions, const QVariantMap &hints, int)
    {
        shown.append({program, icon, summary, body, actions, hints});
        return uint(40 + shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class OtherNotifier : public AlertNotifier
{
public:
    void notify(const QString &, const QString &text) override { told.append(text); }
    QStringList told;
};

} // namespace

/// Notifications over a bus from peer to peer, at whose other end the test plays the desktop.
class TestBusNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desktop = std::make_unique<PlayedDesktop>();
        m_server = std::make_unique<QDBusServer>(QStringLiteral("unix:tmpdir=/tmp"));
        QVERIFY2(m_server->isConnected(), qPrintable(m_server->lastError().message()));
        connect(m_server.get(), &QDBusServer::newConnection, this, [this](const QDBusConnection &peer) {
            QDBusConnection other = peer;
            if (m_answers)
                other.registerObject(QStringLiteral("/org/freedesktop/Notifications"), m_desktop.get(),
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
            m_peers.append(other);
        });
    }
    void cleanup()
    {
        m_notifier.reset();
        QDBusConnection::disconnectFromPeer(m_name);
        m_peers.clear();
        m_server.reset();
        m_desktop.reset();
        m_answers = true;
    }

    void theDesktopShowsIt();
    void aClickOnOursIsTold();
    void withoutAServiceTheOtherTells();
    void withoutABusTheOtherTells();

private:
    void open()
    {
        m_name = QStringLiteral("test-%1").arg(++m_number);
        const auto bus = QDBusConnection::connectToPeer(m_server->address(), m_name);
        QVERIFY(bus.isConnected());
        QTRY_VERIFY(!m_peers.isEmpty());
        m_other = new OtherNotifier;
        m_notifier = std::make_unique<BusNotifier>(m_other, nullptr, bus, QString());
    }

    std::unique_ptr<PlayedDesktop> m_desktop;
    std::unique_ptr<QDBusServer> m_server;
    QList<QDBusConnection> m_peers;
    std::unique_ptr<BusNotifier> m_notifier;
    OtherNotifier *m_other = nullptr;
    QString m_name;
    int m_number = 0;
    bool m_answers = true;
};

void TestBusNotifier::theDesktopShowsIt()
{
    open();
    const QString sentence = QStringLiteral("<b>US East</b> & all: p95 260 ms, over 250 ms for 1 min");
    m_notifier->notify(QStringLiteral("MovR console"), sentence);
    QTRY_COMPARE(m_desktop->shown.size(), 1);
    const auto &shown = m_desktop->shown.first();
    QCOMPARE(shown.program, QStringLiteral("MovR console"));
    QCOMPARE(shown.summary, sentence); // as it is: a summary is never markup
    QVERIFY(shown.body.isEmpty());
    QCOMPARE(shown.actions.value(0), QStringLiteral("default"));
    QCOMPARE(shown.hints.value(QStringLiteral("desktop-entry")).toString(),
             QStringLiteral("org.movr.Console"));
    QVERIFY(m_other->told.isEmpty());
}

void TestBusNotifier::aClickOnOursIsTold()
{
    open();
    QSignalSpy clicked(m_notifier.get(), &AlertNotifier::clicked);
    m_notifier->notify(QStringLiteral("MovR console"), QStringLiteral("one"));
    m_notifier->notify(QStringLiteral("MovR console"), QStringLiteral("two"));
    QTRY_COMPARE(m_desktop->shown.size(), 2);
    // The answers travel after what was shown; what comes later on the same bus comes after them.
    const auto click = [this](uint id) { Q_EMIT m_desktop->ActionInvoked(id, QStringLiteral("default")); };
    click(7); // another program's
    click(42);
    QTRY_COMPARE(clicked.size(), 1);
    Q_EMIT m_desktop->NotificationClosed(42, 2);
    click(42); // gone
    click(41);
    QTRY_COMPARE(clicked.size(), 2);
}

void TestBusNotifier::withoutAServiceTheOtherTells()
{
    m_answers = false;
    open();
    m_notifier->notify(QStringLiteral("MovR console"), QStringLiteral("one"));
    QTRY_COMPARE(m_other->told, QStringList{QStringLiteral("one")});
}

void TestBusNotifier::withoutABusTheOtherTells()
{
    m_other = new OtherNotifier;
    BusNotifier notifier(m_other, nullptr, QDBusConnection(QStringLiteral("no such bus")),
                         QStringLiteral("org.freedesktop.Notifications"));
    QSignalSpy clicked(&notifier, &AlertNotifier::clicked);
    notifier.notify(QStringLiteral("MovR console"), QStringLiteral("one"));
    QTRY_COMPARE(m_other->told, QStringList{QStringLiteral("one")});
    Q_EMIT m_other->clicked();
    QCOMPARE(clicked.size(), 1);
}

QTEST_MAIN(TestBusNotifier)
#include "tst_bus_notifier.moc"
