#include "ui/placement/map_marker.h"

#include "models/presentation/words.h"
#include "ui/placement/mark_shape.h"
#include "ui/theme/meaning.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace movr {

namespace {

constexpr double leastRadius = 9;
constexpr double mostRadius = 24; ///< of a region that has everything
constexpr double ringRoom = 4;
constexpr double dotRadius = 3.2;
constexpr int dotSide = 16;

/// A name with a "<" in it is a name all the same.
QString plainTip(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

} // namespace

MapMarker::MapMarker(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::ClickFocus); // the map hands the one stop of Tab around
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void MapMarker::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Left:
    case Qt::Key_Up:
        Q_EMIT stepWanted(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        Q_EMIT stepWanted(1);
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void MapMarker::paintRing(QPainter *painter, double radius) const
{
    if (!isChecked() && !hasFocus() && !underMouse())
        return;
    const QColor colour = palette().color(isChecked() || hasFocus() ? QPalette::Highlight : QPalette::Mid);
    QPen pen(colour, isChecked() ? 2.4 : 1.4);
    if (hasFocus() && !isChecked())
        pen.setStyle(Qt::DotLine);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawEllipse(QRectF(rect()).center(), radius, radius);
}

void RegionMarker::setRegion(const MapRegion &region)
{
    if (region == m_region && m_radius > 0)
        return; // a tooltip that is being read stays
    m_region = region;
    const double share = std::clamp(region.share.value_or(0), 0., 1.);
    m_radius = std::max(leastRadius, mostRadius * std::sqrt(share));
    const int side = int(std::ceil(2 * (m_radius + ringRoom))) | 1;
    resize(side, side);
    const QString state = markText(region.state);
    setAccessibleName(region.size.isEmpty() ? tr("Region %1: %2").arg(region.label, state)
                                            : tr("Region %1: %2, %3").arg(region.label, state, region.size));
    setAccessibleDescription(markExplanation(region.state));
    QStringList lines{QStringLiteral("%1 (%2)").arg(region.label, region.name),
                      tr("%1. %2").arg(state, markExplanation(region.state))};
    for (const QString &line : {region.size, region.note})
        if (!line.isEmpty())
            lines.append(line);
    lines.append(tr("Click to show only this region's partitions."));
    setToolTip(plainTip(lines.join(u'\n')));
    update();
}

void RegionMarker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMark(&painter, QRectF(rect()).center(), m_radius, m_region.state, palette());
    paintRing(&painter, m_radius + ringRoom - 1.5);
}

void CityMarker::setCity(const MapCity &city)
{
    if (city == m_city && !city.name.isEmpty())
        return;
    m_city = city;
    resize(dotSide, dotSide);
    const QString name = words::city(city.name);
    setAccessibleName(city.region.isEmpty() ? tr("City %1").arg(name)
                                            : tr("City %1, at home in %2").arg(name, city.region));
    setToolTip(plainTip(city.region.isEmpty()
                            ? tr("%1\nNo home region is declared.").arg(name)
                            : tr("%1\nAt home in %2\nClick to show only the partitions of this city.")
                                  .arg(name, city.region)));
    update();
}

void CityMarker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Base), 1.2));
    painter.setBrush(isChecked() ? palette().color(QPalette::Highlight)
                                 : meaningColor(Meaning::Muted, palette()));
    painter.drawEllipse(QRectF(rect()).center(), dotRadius, dotRadius);
    paintRing(&painter, dotRadius + 2.6);
}

} // namespace movr
