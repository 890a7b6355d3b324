#pragma once

#include "models/placement/placement_mark.h"

#include <QBrush>
#include <QIcon>
#include <QPainterPath>
#include <QPalette>

class QPainter;

namespace movr {

/// The shape of a mark in a square of side 1 about the origin, to be drawn as a line: a tick, a cross, a clock's
/// hands, a broken line, a question mark. Told apart without any colour.
QPainterPath markShape(PlacementState mark);

/// Draws a disc with the mark's shape in it.
void paintMark(QPainter *painter, const QPointF &middle, double radius, PlacementState mark,
               const QPalette &palette);

/// The same as an icon of a view's row, in the colours of the palette.
QIcon markIcon(PlacementState mark, const QPalette &palette, double pixelRatio = 1);

} // namespace movr
