#include "db/fleet/subscriptions.h"

namespace movr {

QString subscriptionName(const QString &subscriber, const QString &publisher)
{
    QString name = QStringLiteral("movr_%1_from_%2").arg(subscriber, publisher).toLower();
    for (QChar &c : name)
        if (!(c >= u'a' && c <= u'z') && !(c >= u'0' && c <= u'9'))
            c = u'_';
    return name.left(63);
}

} // namespace movr
