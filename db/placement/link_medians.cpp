#include "db/placement/link_medians.h"

#include "db/base/median.h"

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
        link.roundTrip = medianOf(measured);
        link.samples = int(measured.size());
    }
}

} // namespace movr
