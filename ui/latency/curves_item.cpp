#include "ui/latency/curves_item.h"

#include <QPainter>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace movr {

CurvesItem::CurvesItem(QGraphicsItem *parent) : QGraphicsItem(parent)
{
    setAcceptedMouseButtons(Qt::NoButton);
    QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { accept(); });
}

void CurvesItem::setScene(const LatencyScene &scene)
{
    m_now.scene = scene;
    change();
}

void CurvesItem::setFrame(const PlotFrame &frame)
{
    if (frame == m_now.frame)
        return;
    if (frame.area != m_now.frame.area)
        prepareGeometryChange();
    m_now.frame = frame;
    change();
}

void CurvesItem::setStyles(const RegionStyles &styles, const QPalette &palette)
{
    m_now.styles = styles;
    m_now.alerts.setRegions(styles.regions());
    m_now.palette = palette;
    change();
}

void CurvesItem::setFilter(std::function<bool(const PlotCurve &)> shown)
{
    m_shown = std::move(shown);
    change();
}

void CurvesItem::setFocusRegion(const QString &region)
{
    m_now.focus = region;
    change();
}

void CurvesItem::setAlerts(const AlertOverlay &overlay)
{
    m_now.alerts.setOverlay(overlay);
    change();
}

QRectF CurvesItem::boundingRect() const
{
    return m_now.frame.area;
}

void CurvesItem::change()
{
    ++m_revision;
    update();
}

void CurvesItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    if (!isDrawn())
        return;
    const CurvesPainter::Grid grid = m_now.grid(painter->device()->devicePixelRatioF());
    if (!m_job && (!isCurrent() || grid != m_grid))
        begin(grid);
    if (m_picture.isNull())
        return;
    // The former one may be larger than the plot is now.
    painter->save();
    painter->setClipRect(m_now.frame.area, Qt::IntersectClip);
    painter->drawImage(m_grid.origin, m_picture);
    painter->restore();
}

bool CurvesItem::isDrawn() const
{
    return !m_now.frame.area.isEmpty() && m_now.frame.to > m_now.frame.from;
}

/// In the pool that Qt's own painting shares its work among, where it does not share it any more: a line is painted in pieces
/// of some pixels, and handing each of them on takes longer than painting it.
void CurvesItem::begin(const CurvesPainter::Grid &grid)
{
    CurvesPainter what = m_now;
    if (m_shown)
        what.scene.curves.removeIf([this](const PlotCurve &curve) { return !m_shown(curve); });
    const auto promise = std::make_shared<QPromise<QImage>>();
    promise->start();
    m_job = Job{m_revision, grid};
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, what = std::move(what), grid] {
        promise->addResult(what.picture(grid));
        promise->finish();
    });
}

void CurvesItem::accept()
{
    m_picture = m_watcher.result();
    m_grid = m_job->grid;
    m_painted = m_job->revision;
    m_job.reset();
    update(); // and what came meanwhile
}

} // namespace movr
