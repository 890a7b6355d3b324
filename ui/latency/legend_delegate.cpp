#include "ui/latency/legend_delegate.h"

#include "models/latency/region_figures_model.h"
#include "ui/latency/curve_style.h"
#include "ui/theme/meaning.h"

#include <QPainter>
#include <QPixmap>
#include <QWidget>

namespace movr {

namespace {

constexpr QSize lineSize(28, 12);

QIcon lineIcon(CurveKind kind, bool earlier, const RegionStyles &styles, const QString &region,
               const QPalette &palette, double pixelRatio)
{
    QPixmap picture(lineSize * pixelRatio);
    picture.setDevicePixelRatio(pixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPen pen = curvePen(kind, earlier, styles.color(region, palette));
    painter.setPen(pen);
    const double y = lineSize.height() / 2.;
    painter.drawLine(QPointF(0, y), QPointF(lineSize.width(), y));
    painter.translate(lineSize.width() / 2., y);
    painter.scale(8, 8);
    painter.fillPath(styles.shape(region), pen.color());
    painter.end();
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected);
    return icon;
}

} // namespace

void LegendDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const double pixelRatio = option->widget ? option->widget->devicePixelRatioF() : 1;
    const QString region = index.data(RegionFiguresModel::RegionRole).toString();
    const QVariant kind = index.data(RegionFiguresModel::KindRole);
    const bool earlier = index.data(RegionFiguresModel::EarlierRole).toBool();
    if (index.column() == RegionFiguresModel::Region) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(12, 12);
        option->icon = m_styles.icon(region, option->palette, 12, pixelRatio);
    } else if (kind.isValid() && option->features.testFlag(QStyleOptionViewItem::HasCheckIndicator)) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = lineSize;
        option->icon =
            lineIcon(CurveKind(kind.toInt()), earlier, m_styles, region, option->palette, pixelRatio);
    }
    const auto meaning = index.data(RegionFiguresModel::MeaningRole).value<Meaning>();
    if (meaning != Meaning::Neutral)
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
}

} // namespace movr
