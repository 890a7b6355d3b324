#pragma once

#include "db/lane/lane.h"
#include "db/movr/page_reader.h"
#include "db/search/search_hit.h"
#include "db/search/search_query.h"

#include <QFuture>

namespace movr {

/// What one region is asked for, and its answer to come.
struct RegionSearch {
    QString region;
    QFuture<Result<SearchPage>> answer;
};

/// Looks through one server's cities on its queries lane, in one round trip, for at most five seconds. A newer
/// search of the same view supersedes it: Failure{Cancelled}. A query with a problem must not be sent.
QFuture<Result<SearchPage>> readSearch(Lane &lane, const QString &view, const PagePart &,
                                       const SearchQuery &);

/// The search's statement and the values that are bound in it, as readSearch() sends them.
struct SearchStatement {
    QString name;
    SqlSession::Binding binding;
};
SearchStatement searchStatement(const SearchQuery &, const QStringList &cities);

/// The names of the search's statements, for the lane to prepare ahead.
QStringList searchStatements();

} // namespace movr
