#include "db/search/search_hit.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace movr {

namespace {

/// What decides between two hits of the same field.
QString valueOf(const SearchHit &hit)
{
    if (const auto *vehicle = std::get_if<Vehicle>(&hit.row))
        return hit.field == SearchField::Place ? vehicle->lastLocation.toLower() : QString();
    const auto *user = std::get_if<User>(&hit.row);
    if (!user)
        return {};
    switch (hit.field) {
    case SearchField::Username:
        return user->username.toLower();
    case SearchField::Email:
        return user->email.toLower();
    case SearchField::Name:
        return user->fullName().toLower();
    case SearchField::Id:
    case SearchField::Place:
        break;
    }
    return {};
}

qint64 newestFirst(const SearchHit &hit)
{
    const auto *ride = std::get_if<Ride>(&hit.row);
    return ride && ride->startTime.isValid() ? -ride->startTime.toMSecsSinceEpoch() : 0;
}

} // namespace

RowId SearchHit::rowId() const
{
    return std::visit([](const auto &value) { return value.rowId(); }, row);
}

bool precedes(const SearchHit &a, const SearchHit &b)
{
    const auto rank = [](const SearchHit &hit) {
        return std::tuple(hit.kind(), !hit.exact, hit.field, valueOf(hit), newestFirst(hit), hit.rowId().id,
                          hit.rowId().city);
    };
    return rank(a) < rank(b);
}

std::array<bool, searchKinds.size()> tidyHits(QList<SearchHit> &hits, int limit)
{
    std::sort(hits.begin(), hits.end(), precedes);
    std::array<bool, searchKinds.size()> more{};
    std::array<int, searchKinds.size()> kept{};
    std::set<std::tuple<std::size_t, QString, QUuid>> seen;
    QList<SearchHit> best;
    for (const SearchHit &hit : std::as_const(hits)) {
        const auto kind = std::size_t(hit.kind());
        const RowId id = hit.rowId();
        if (!seen.emplace(kind, id.city, id.id).second)
            continue;
        if (kept.at(kind) == limit) {
            more.at(kind) = true;
            continue;
        }
        ++kept.at(kind);
        best.append(hit);
    }
    hits = best;
    return more;
}

} // namespace movr
