#include "ui/placement/world_map.h"
#include "ui/placement/world_outline.h"
#include "ui/theme/meaning.h"
#include "ui/theme/mixed_color.h"

#include <QPainter>

namespace movr {

/// Of the names on the map.
QFont WorldMap::nameFont() const
{
    QFont smaller = font();
    smaller.setPointSizeF(smaller.pointSizeF() * 0.86);
    return smaller;
}

void WorldMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLand(painter);
    paintAnchors(painter);
    paintWays(painter);
    paintDesk(painter);
    paintTexts(painter);
}

void WorldMap::paintLand(QPainter &painter)
{
    if (m_land.isNull()) {
        m_land = QPixmap(size() * devicePixelRatioF());
        m_land.setDevicePixelRatio(devicePixelRatioF());
        m_land.fill(palette().color(QPalette::Base));
        QPainter land(&m_land);
        land.setRenderHint(QPainter::Antialiasing);
        drawLand(land);
    }
    painter.drawPixmap(0, 0, m_land);
}

void WorldMap::drawLand(QPainter &painter) const
{
    const QColor base = palette().color(QPalette::Base);
    const QColor ink = palette().color(QPalette::Text);
    painter.setPen(QPen(mixedColor(ink, base, 0.26), 0.8));
    painter.setBrush(mixedColor(ink, base, 0.10));
    painter.drawPath(m_layout.transform().map(worldOutline()));
}

/// Where a region is, when its disc had to step aside.
void WorldMap::paintAnchors(QPainter &painter) const
{
    const QColor grey = mixedColor(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.45);
    painter.setPen(QPen(grey, 1));
    for (const MapLayout::Disc &disc : m_layout.discs()) {
        if (disc.anchor == disc.middle)
            continue;
        painter.drawLine(disc.anchor, disc.middle);
        painter.setBrush(grey);
        painter.drawRect(QRectF(disc.anchor - QPointF(2, 2), QSizeF(4, 4)));
    }
}

void WorldMap::paintWays(QPainter &painter) const
{
    painter.setBrush(Qt::NoBrush);
    for (const MapLayout::Way &way : m_layout.ways()) {
        const Meaning meaning = !way.up ? Meaning::Bad : way.fromDesk ? Meaning::Info : Meaning::Muted;
        QPen pen(meaningColor(meaning, palette()), way.fromDesk ? 1.6 : 1.2);
        if (way.fromDesk)
            pen.setDashPattern({5, 3});
        if (!way.up)
            pen.setDashPattern({1, 3});
        painter.setPen(pen);
        painter.drawPath(way.path);
    }
}

void WorldMap::paintDesk(QPainter &painter) const
{
    if (!m_layout.desk())
        return;
    const QPointF middle = *m_layout.desk();
    painter.setPen(QPen(meaningColor(Meaning::Info, palette()), 1.6));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(middle - QPointF(8, 7), QSizeF(16, 11)), 1.5, 1.5);
    painter.drawLine(middle + QPointF(0, 4), middle + QPointF(0, 7));
    painter.drawLine(middle + QPointF(-4, 7), middle + QPointF(4, 7));
}

void WorldMap::paintTexts(QPainter &painter) const
{
    const QColor base = palette().color(QPalette::Base);
    const QFont plain = nameFont();
    QFont bold = plain;
    bold.setBold(true);
    for (const MapLayout::Text &text : m_layout.texts()) {
        const bool region = text.kind == MapLayout::Text::Kind::Region;
        QColor behind = base;
        behind.setAlphaF(text.kind == MapLayout::Text::Kind::Link ? 0.92F : 0.6F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(behind);
        painter.drawRoundedRect(text.area, 3, 3);
        painter.setFont(region ? bold : plain);
        painter.setPen(text.kind == MapLayout::Text::Kind::City ? meaningColor(Meaning::Muted, palette())
                                                                : palette().color(QPalette::Text));
        painter.drawText(text.area, Qt::AlignCenter | Qt::TextDontClip, text.text);
    }
}

} // namespace movr
