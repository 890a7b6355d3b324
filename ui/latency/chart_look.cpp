#include "ui/latency/chart_look.h"

#include "ui/theme/meaning.h"
#include "ui/theme/mixed_color.h"

#include <QCategoryAxis>
#include <QChart>
#include <QLegend>

namespace movr {

namespace {

QFont smaller(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

} // namespace

void dressChart(QChart *chart, const QPalette &palette, const QFont &font)
{
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->setDropShadowEnabled(false);
    chart->setBackgroundRoundness(0);
    chart->setBackgroundPen(Qt::NoPen);
    chart->setBackgroundBrush(palette.color(QPalette::Base));
    chart->setMargins(QMargins(4, 4, 10, 2));
    chart->setContentsMargins(0, 0, 0, 0);
    const QList<QAbstractAxis *> axes = chart->axes();
    for (QAbstractAxis *axis : axes)
        dressAxis(axis, palette, font);
}

void dressAxis(QAbstractAxis *axis, const QPalette &palette, const QFont &font)
{
    const QColor text = meaningColor(Meaning::Muted, palette);
    const QColor line = palette.color(QPalette::Mid);
    axis->setLabelsColor(text);
    axis->setTitleBrush(text);
    axis->setLinePen(QPen(line, 1));
    axis->setGridLinePen(QPen(mixedColor(line, palette.color(QPalette::Base), 0.45), 1));
    axis->setLabelsFont(smaller(font));
    axis->setTitleFont(smaller(font));
}

QCategoryAxis *tickAxis(const QString &title)
{
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setTruncateLabels(false);
    axis->setTitleText(title);
    return axis;
}

void setTicks(QCategoryAxis *axis, const QList<AxisTick> &ticks)
{
    QStringList labels;
    for (const AxisTick &tick : ticks) {
        QString label = tick.label;
        while (labels.contains(label)) // an hour that comes twice; the axis knows its labels by their text
            label += QChar(0x200b);
        labels.append(label);
    }
    bool same = labels == axis->categoriesLabels();
    for (qsizetype i = 0; same && i < ticks.size(); ++i)
        same = axis->endValue(labels.at(i)) == ticks.at(i).value;
    if (same)
        return;
    const QStringList old = axis->categoriesLabels();
    for (const QString &label : old)
        axis->remove(label);
    axis->setStartValue(ticks.isEmpty() ? 0 : ticks.first().value - 1);
    for (qsizetype i = 0; i < ticks.size(); ++i)
        axis->append(labels.at(i), ticks.at(i).value);
}

} // namespace movr
