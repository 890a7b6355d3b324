#include "ui/placement/world_outline.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPolygonF>

namespace movr {

namespace {

constexpr double unit = 0.01; ///< degrees

QPolygonF ringOf(const QJsonArray &numbers)
{
    QPolygonF ring;
    ring.reserve(numbers.size() / 2);
    for (qsizetype i = 0; i + 1 < numbers.size(); i += 2)
        ring.append(QPointF(numbers.at(i).toDouble() * unit, numbers.at(i + 1).toDouble() * unit));
    return ring;
}

QPainterPath read()
{
    theme::programIcon(); // brings the program's resources in
    QFile file(QStringLiteral(":/map/land-110m.json"));
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill); // rings inside others are lakes
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("The outline of the map is missing: %s", qPrintable(file.errorString()));
        return path;
    }
    const QJsonArray rings =
        QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("rings")).toArray();
    if (rings.isEmpty())
        qWarning("The outline of the map has no rings.");
    for (const QJsonValue ring : rings)
        path.addPolygon(ringOf(ring.toArray()));
    return path;
}

} // namespace

const QPainterPath &worldOutline()
{
    static const QPainterPath outline = read();
    return outline;
}

} // namespace movr
