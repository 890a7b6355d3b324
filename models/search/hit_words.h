#pragma once

#include "db/search/search_hit.h"
#include "models/presentation/city_time.h"
#include "models/search/search_rows.h"

namespace movr {

/// A hit in words: who or what it is, what tells it apart, its id, and where it leads.
SearchRow searchRow(const SearchHit &hit, const CityTime &time);

/// "Users", "Vehicles", "Rides".
QString headingOf(SearchKind kind);

} // namespace movr
