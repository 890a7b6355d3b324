#include "models/placement/placement_mark.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementMark)
};

} // namespace

QString markText(PlacementState state)
{
    switch (state) {
    case PlacementState::Right:
        return Tr::tr("Right");
    case PlacementState::Misplaced:
        return Tr::tr("Misplaced");
    case PlacementState::Lagging:
        return Tr::tr("Lagging");
    case PlacementState::Unreachable:
        return Tr::tr("Unreachable");
    case PlacementState::Unknown:
        break;
    }
    return Tr::tr("Not known");
}

QString markExplanation(PlacementState state)
{
    switch (state) {
    case PlacementState::Right:
        return Tr::tr("The data is where it is declared to be.");
    case PlacementState::Misplaced:
        return Tr::tr("The data is not where it is declared to be.");
    case PlacementState::Lagging:
        return Tr::tr("A follower copy is stopped, or behind by more than it should be.");
    case PlacementState::Unreachable:
        return Tr::tr("The server does not answer.");
    case PlacementState::Unknown:
        break;
    }
    return Tr::tr("This could not be read.");
}

Meaning markMeaning(PlacementState state)
{
    switch (state) {
    case PlacementState::Right:
        return Meaning::Good;
    case PlacementState::Misplaced:
        return Meaning::Bad;
    case PlacementState::Lagging:
        return Meaning::Warning;
    case PlacementState::Unreachable:
        return Meaning::Bad;
    case PlacementState::Unknown:
        break;
    }
    return Meaning::Muted;
}

PlacementState markOf(const FollowerCopy &copy, std::chrono::milliseconds limit)
{
    switch (copy.state) {
    case FollowerCopy::State::Unknown:
        return PlacementState::Unknown;
    case FollowerCopy::State::Following:
        return copy.lag && *copy.lag > limit ? PlacementState::Lagging : PlacementState::Right;
    case FollowerCopy::State::Copying:
    case FollowerCopy::State::Stopped:
    case FollowerCopy::State::Missing:
        break;
    }
    return PlacementState::Lagging;
}

} // namespace movr
