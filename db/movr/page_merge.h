#pragma once

#include "db/base/result.h"
#include "db/movr/pages.h"

#include <QList>

#include <algorithm>

namespace movr {

/// How two keys stand to each other in ascending order: text of dates, times, ids and "C"-sorted names
/// compares byte by byte as the servers sort it.
inline int compareKeys(const PageKey &a, const PageKey &b)
{
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        const int order = a.at(i).toString().toUtf8().compare(b.at(i).toString().toUtf8());
        if (order != 0)
            return order;
    }
    return 0;
}

/// The parts of several servers as one page of at most `limit` rows in the query's order. A part that failed
/// becomes a gap; when all failed, the first failure is the result.
template <class Row, class Query>
Result<Page<Row>> mergeParts(const QList<std::pair<QStringList, Result<Page<Row>>>> &parts,
                             const Query &query)
{
    struct Item {
        const PageKey *key;
        const Row *row;
    };
    Page<Row> merged;
    std::vector<Item> items;
    const Failure *failure = nullptr;
    QStringList served;
    for (const auto &[cities, part] : parts) {
        if (!part.ok()) {
            failure = failure ? failure : &part.failure();
            merged.gaps.append({part.failure().region, cities, part.failure()});
            continue;
        }
        for (qsizetype i = 0; i < part->rows.size(); ++i)
            items.push_back({&part->keys.at(i), &part->rows.at(i)});
        merged.more = merged.more || part->more;
        merged.timings += part->timings;
        served.append(part->servedBy);
    }
    if (served.isEmpty() && failure)
        return *failure;
    const bool descending = query.order == Qt::DescendingOrder;
    std::stable_sort(items.begin(), items.end(), [descending](const Item &a, const Item &b) {
        const int order = compareKeys(*a.key, *b.key);
        return descending ? order > 0 : order < 0;
    });
    const auto limit = size_t(query.limit);
    if (items.size() > limit) {
        // Only the nearest to the key are known to be without gaps.
        if (query.direction == PageDirection::Forward)
            items.resize(limit);
        else
            items.erase(items.begin(), items.end() - query.limit);
        merged.more = true;
    }
    for (const Item &item : items) {
        merged.rows.append(*item.row);
        merged.keys.append(*item.key);
    }
    merged.servedBy = served.join(QStringLiteral(", "));
    return merged;
}

} // namespace movr
