#pragma once

#include "models/latency/axis_ticks.h"

#include <QPalette>

class QAbstractAxis;
class QCategoryAxis;
class QChart;

namespace movr {

/// A chart in the palette's colours, without legend, animations and margins of its own.
void dressChart(QChart *chart, const QPalette &palette, const QFont &font);
void dressAxis(QAbstractAxis *axis, const QPalette &palette, const QFont &font);
/// An axis with a label at each tick.
QCategoryAxis *tickAxis(const QString &title);
/// Does nothing where the labels are those it has.
void setTicks(QCategoryAxis *axis, const QList<AxisTick> &ticks);

} // namespace movr
