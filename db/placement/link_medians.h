#pragma once

#include "db/placement/placement.h"

#include <map>
#include <utility>

namespace movr {

/// What the last readings measured of each way between regions: one reading's figure is of a single message each way, and
/// jumps. Until it was measured as often, the median is of what there is.
class LinkMedians
{
public:
    static constexpr qsizetype kept = 15;

    /// Takes each measured link in, and puts its median and their number in its place. The others stay as they are.
    void apply(QList<RegionLinkTime> &links);

private:
    std::map<std::pair<QString, QString>, QList<std::chrono::nanoseconds>> m_measured;
};

} // namespace movr
