#include "db/placement_change/find_open_change.h"

#include <algorithm>

namespace movr {

Result<std::optional<OpenChange>> findOpenChange(ChangeServers &servers)
{
    const QStringList regions = servers.regions();
    const auto answers = servers.askAll(regions, QStringLiteral("placement_change/open_changes"));
    std::optional<OpenChange> open;
    std::optional<Failure> failure;
    for (const QString &region : regions) {
        const auto answer = answers.value(region);
        if (!answer.ok()) {
            failure = failure.value_or(answer.failure());
            continue;
        }
        const auto noted = answer->rows.isEmpty() ? std::nullopt : toNotedChange(answer->rows.constFirst());
        if (noted && !open)
            open = OpenChange{noted->record, {}, {}};
    }
    if (!open && failure
        && std::none_of(answers.cbegin(), answers.cend(), [](const auto &a) { return a.ok(); }))
        return *failure;
    if (!open)
        return std::optional<OpenChange>();
    const auto states = servers.askAll(regions, QStringLiteral("placement_change/state_of"),
                                       {open->record.id.toString(QUuid::WithoutBraces)});
    for (const QString &region : regions) {
        const auto answer = states.value(region);
        if (!answer.ok())
            open->silent.append(region);
        else if (!answer->rows.isEmpty())
            if (const auto state = changeStateFromSql(answer->rows.constFirst().value(0)))
                open->states.insert(region, *state);
    }
    return open;
}

} // namespace movr
