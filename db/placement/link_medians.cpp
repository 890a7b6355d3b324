#include "db/placement/link_medians.h"

#include <algorithm>

namespace movr {

void LinkMedians::apply(QList<RegionLinkTime> &links)
{
    for (RegionLinkTime &link : links) {
        if (link.source != RegionLinkTime::Source::Replication)
            continue;
        auto &measured = m_measured[{link.from, link.to}];
        measured.append(link.roundTrip);
        if (measured.size() > kept)
            measured.removeFirst();
        auto sorted = measured;
        const auto middle = sorted.begin() + (sorted.size() - 1) / 2;
        std::nth_element(sorted.begin(), middle, sorted.end());
        link.roundTrip = *middle;
        link.samples = int(measured.size());
    }
}

} // namespace movr
