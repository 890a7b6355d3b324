#include "ui/alerts/desktop_notifications.h"

namespace movr {

namespace {

constexpr int answerWithin = 5'000; ///< ms; nobody waits for it
constexpr uchar urgent = 2;         ///< stays until it is seen

} // namespace

DesktopNotifications::DesktopNotifications(const QString &service, const QDBusConnection &bus,
                                           QObject *parent)
    : QDBusAbstractInterface(service, QStringLiteral("/org/freedesktop/Notifications"),
                             "org.freedesktop.Notifications", bus, parent)
{
    setTimeout(answerWithin);
}

QDBusPendingReply<uint> DesktopNotifications::show(const QString &program, const QString &summary)
{
    const QStringList actions{QStringLiteral("default"), tr("Show")};
    const QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(urgent)},
                            {QStringLiteral("desktop-entry"), QStringLiteral("org.movr.Console")}};
    constexpr uint replacesNone = 0;
    constexpr int serviceDecides = -1;
    return asyncCall(QStringLiteral("Notify"), program, replacesNone, QStringLiteral("org.movr.Console"),
                     summary, QString(), actions, hints, serviceDecides);
}

} // namespace movr
