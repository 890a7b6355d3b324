#pragma once

#include "db/base/failure.h"

#include <QList>

namespace movr {

/// What a role may not read in one region, in one sentence: "In US East 2 parts are hidden from you (guards, cities): …".
/// `hidden`: not empty, of RegionReading. `label`: the region's. The servers' own words are for hiddenDetail().
QString hiddenSentence(const QList<Failure> &hidden, const QString &label);
/// A line for each part with its reason.
QString hiddenDetail(const QList<Failure> &hidden);

} // namespace movr
