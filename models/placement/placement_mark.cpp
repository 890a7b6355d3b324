#include "models/placement/placement_mark.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementMark)
};

} // namespace

QString markText(PlacementMark mark)
{
    switch (mark) {
    case PlacementMark::Right:
        return Tr::tr("Right");
    case PlacementMark::Misplaced:
        return Tr::tr("Misplaced");
    case PlacementMark::Lagging:
        return Tr::tr("Lagging");
    case PlacementMark::Unreachable:
        return Tr::tr("Unreachable");
    case PlacementMark::Unknown:
        break;
    }
    return Tr::tr("Not known");
}

QString markExplanation(PlacementMark mark)
{
    switch (mark) {
    case PlacementMark::Right:
        return Tr::tr("The data is where it is declared to be.");
    case PlacementMark::Misplaced:
        return Tr::tr("The data is not where it is declared to be.");
    case PlacementMark::Lagging:
        return Tr::tr("A follower copy is stopped, or behind by more than it should be.");
    case PlacementMark::Unreachable:
        return Tr::tr("The server does not answer.");
    case PlacementMark::Unknown:
        break;
    }
    return Tr::tr("This could not be read.");
}

Meaning markMeaning(PlacementMark mark)
{
    switch (mark) {
    case PlacementMark::Right:
        return Meaning::Good;
    case PlacementMark::Misplaced:
        return Meaning::Bad;
    case PlacementMark::Lagging:
        return Meaning::Warning;
    case PlacementMark::Unreachable:
        return Meaning::Bad;
    case PlacementMark::Unknown:
        break;
    }
    return Meaning::Muted;
}

} // namespace movr
