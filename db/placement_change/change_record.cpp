#include "db/placement_change/change_record.h"

#include <algorithm>

namespace movr {

std::optional<ChangeState> changeStateFromSql(const QString &word)
{
    static const QHash<QString, ChangeState> states{{QStringLiteral("begun"), ChangeState::Begun},
                                                    {QStringLiteral("prepared"), ChangeState::Prepared},
                                                    {QStringLiteral("held"), ChangeState::Held},
                                                    {QStringLiteral("switched"), ChangeState::Switched},
                                                    {QStringLiteral("undoing"), ChangeState::Undoing},
                                                    {QStringLiteral("done"), ChangeState::Done},
                                                    {QStringLiteral("undone"), ChangeState::Undone}};
    const auto it = states.constFind(word);
    return it == states.constEnd() ? std::nullopt : std::optional(*it);
}

bool OpenChange::onlyForward() const
{
    return std::any_of(states.cbegin(), states.cend(), [](ChangeState state) {
        return state == ChangeState::Switched || state == ChangeState::Done;
    });
}

bool OpenChange::onlyBack() const
{
    return std::any_of(states.cbegin(), states.cend(), [](ChangeState state) {
        return state == ChangeState::Undoing || state == ChangeState::Undone;
    });
}

QList<QString> toParameters(const ChangeRecord &record)
{
    QList<QString> parameters{record.moves() ? QStringLiteral("move_home") : QStringLiteral("add_city"),
                              record.partition, record.moves() ? record.oldHome : QString(), record.newHome};
    if (const auto *add = std::get_if<AddCity>(&record.request))
        parameters << add->city << QString::fromLatin1(add->timeZone)
                   << QString::number(add->latitude, 'g', 12) << QString::number(add->longitude, 'g', 12);
    else
        parameters << QString() << QString() << QString() << QString();
    return parameters;
}

std::optional<NotedChange> toNotedChange(const QList<QString> &row)
{
    const auto state = changeStateFromSql(row.value(11));
    if (!state)
        return {};
    NotedChange noted;
    noted.state = *state;
    ChangeRecord &record = noted.record;
    record.id = QUuid::fromString(row.value(0));
    record.partition = row.value(2);
    record.oldHome = row.value(3);
    record.newHome = row.value(4);
    record.operatorName = row.value(9);
    record.begunAt = QDateTime::fromString(row.value(10), Qt::ISODate);
    if (row.value(1) == u"move_home")
        record.request = MoveHome{record.partition, record.newHome};
    else
        record.request = AddCity{row.value(5), row.value(6).toLatin1(), row.value(7).toDouble(),
                                 row.value(8).toDouble(), record.newHome};
    return noted;
}

} // namespace movr
