#include "db/fleet/view_reader.h"

#include "db/movr/page_merge.h"

namespace movr {

using Clock = std::chrono::steady_clock;

void ViewReader::cancel(const QString &view)
{
    for (const auto &link : m_state.links)
        link->queries().cancel(view);
}

template <class Row, class Query>
QFuture<Result<Page<Row>>> ViewReader::page(const QString &view, const ViewScope &scope, const Query &query,
                                            Lane::Turn turn)
{
    using Part = Result<Page<Row>>;
    cancel(view);
    const QList<PagePart> parts = m_state.catalog.isEmpty() ? QList<PagePart>() : m_state.partsOf(scope);
    if (parts.isEmpty())
        return ready<Page<Row>>(m_state.catalog.isEmpty() ? Part(m_state.notReady())
                                                          : Part(m_state.homeToNone(scope)));
    QList<QFuture<Part>> asked;
    for (const PagePart &part : parts) {
        RegionLink *server = m_state.link(part.region);
        // A region known to be down is not waited for: its gap shows at once, its last rows stay.
        if (!server || server->status().state == RegionState::Down)
            asked.append(ready<Page<Row>>(Part(server ? server->status().failure : m_state.notReady())));
        else
            asked.append(readPage(server->queries(), view, part, scope.city, query, turn));
    }
    const auto begun = Clock::now();
    return QtFuture::whenAll(asked.begin(), asked.end())
        .then(m_context, [this, parts, query, begun](const QList<QFuture<Part>> &answers) {
            QList<std::pair<QStringList, Part>> results;
            std::optional<std::chrono::milliseconds> age;
            for (qsizetype i = 0; i < answers.size(); ++i) {
                Part part = answers.at(i).result();
                if (!part.ok() && part.failure().region.isEmpty()) {
                    Failure named = part.failure();
                    named.region = parts.at(i).region;
                    part = named;
                }
                results.append({parts.at(i).cities, std::move(part)});
                if (const auto partAge = m_state.ageOf(parts.at(i)))
                    age = std::max(age.value_or(std::chrono::milliseconds(0)), *partAge);
            }
            auto merged = mergeParts<Row>(results, query);
            if (!merged.ok())
                return merged;
            Page<Row> value = std::move(merged).value();
            value.age = age;
            for (StatementTiming &timing : value.timings)
                timing.total = Clock::now() - begun;
            return Result<Page<Row>>(std::move(value));
        });
}

/// The statistics of the partitions that a query reads, from the servers that it reads them at.
template <class Query>
QFuture<QList<AskedPart>> ViewReader::statistics(const QString &view, const ViewScope &scope,
                                                 const Query &query)
{
    using Part = Result<QList<PartStatistics>>;
    QList<QFuture<Part>> asked;
    for (const PagePart &part : m_state.partsOf(scope)) {
        RegionLink *server = m_state.link(part.region);
        if (!server || server->status().state == RegionState::Down)
            continue;
        QStringList partitions;
        for (const QString &city : part.cities)
            if (const CityInfo *info = m_state.catalog.city(city))
                partitions.append(tableOf(query) + u'_' + info->partition);
        partitions.removeDuplicates();
        asked.append(readStatistics(server->queries(), view, partitions, statisticsColumns(query)));
    }
    if (asked.isEmpty())
        return QtFuture::makeReadyFuture(QList<AskedPart>());
    return QtFuture::whenAll(asked.begin(), asked.end())
        .then(m_context, [city = scope.city](const QList<QFuture<Part>> &answers) {
            QList<AskedPart> parts;
            for (const QFuture<Part> &answer : answers) {
                const Part result = answer.result(); // a copy: what it holds must outlive the loop over it
                if (!result.ok())
                    continue;
                for (const PartStatistics &part : *result)
                    parts.append({part, city});
            }
            return parts;
        });
}

/// The key of the first or last row of a query; nothing without a row or an answer.
template <class Row, class Query>
QFuture<std::optional<PageKey>> ViewReader::end(const QString &view, const ViewScope &scope, Query query,
                                                PageDirection direction)
{
    query.from.reset();
    query.direction = direction;
    query.limit = 1;
    return page<Row>(view, scope, query, Lane::Turn::Behind)
        .then(m_context, [](const Result<Page<Row>> &answer) {
            return answer.ok() && !answer->keys.isEmpty() ? std::optional(answer->keys.constFirst())
                                                          : std::nullopt;
        });
}

template <class Row, class Query>
QFuture<Result<RowPositions>> ViewReader::positions(const QString &view, const ViewScope &scope,
                                                    const Query &query)
{
    if (m_state.catalog.isEmpty())
        return ready(Result<RowPositions>(m_state.notReady()));
    auto first = end<Row>(view + QStringLiteral("/first"), scope, query, PageDirection::Forward);
    auto last = end<Row>(view + QStringLiteral("/last"), scope, query, PageDirection::Backward);
    return statistics(view, scope, query)
        .then(m_context,
              [this, query, first, last](const QList<AskedPart> &parts) {
                  const RowPositions positions = estimatePositions(parts, query);
                  return QFuture(first)
                      .then(m_context,
                            [this, positions, last](const std::optional<PageKey> &begin) {
                                return QFuture(last).then(
                                    m_context, [positions, begin](const std::optional<PageKey> &end) {
                                        RowPositions within = positions;
                                        within.setEnds(begin, end);
                                        return Result<RowPositions>(within);
                                    });
                            })
                      .unwrap();
              })
        .unwrap();
}

template QFuture<Result<Page<Vehicle>>>
ViewReader::page<Vehicle, VehicleQuery>(const QString &, const ViewScope &, const VehicleQuery &, Lane::Turn);
template QFuture<Result<RowPositions>>
ViewReader::positions<Vehicle, VehicleQuery>(const QString &, const ViewScope &, const VehicleQuery &);
template QFuture<Result<Page<Ride>>> ViewReader::page<Ride, RideQuery>(const QString &, const ViewScope &,
                                                                       const RideQuery &, Lane::Turn);
template QFuture<Result<RowPositions>>
ViewReader::positions<Ride, RideQuery>(const QString &, const ViewScope &, const RideQuery &);
template QFuture<Result<Page<User>>> ViewReader::page<User, UserQuery>(const QString &, const ViewScope &,
                                                                       const UserQuery &, Lane::Turn);
template QFuture<Result<RowPositions>>
ViewReader::positions<User, UserQuery>(const QString &, const ViewScope &, const UserQuery &);
template QFuture<Result<Page<OperatorAction>>>
ViewReader::page<OperatorAction, ActionQuery>(const QString &, const ViewScope &, const ActionQuery &,
                                              Lane::Turn);
template QFuture<Result<RowPositions>>
ViewReader::positions<OperatorAction, ActionQuery>(const QString &, const ViewScope &, const ActionQuery &);

} // namespace movr
