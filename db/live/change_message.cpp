#include "db/live/change_message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace movr {

namespace {

std::optional<RowKind> kindOf(const QJsonValue &word)
{
    const QString text = word.toString();
    if (text == u"user")
        return RowKind::User;
    if (text == u"vehicle")
        return RowKind::Vehicle;
    if (text == u"ride")
        return RowKind::Ride;
    if (text == u"action")
        return RowKind::Action;
    return {};
}

std::optional<RowEvent> eventOf(const QJsonValue &letter)
{
    const QString text = letter.toString();
    if (text == u"i")
        return RowEvent::Inserted;
    if (text == u"u")
        return RowEvent::Updated;
    if (text == u"d")
        return RowEvent::Deleted;
    return {};
}

std::optional<RowChange> toRow(const QJsonArray &entry, const QString &region)
{
    const auto kind = kindOf(entry.at(0));
    const auto event = eventOf(entry.at(1));
    const RowId id{entry.at(2).toString(), QUuid::fromString(entry.at(3).toString())};
    if (entry.size() != 4 || !kind || !event || id.city.isEmpty() || id.id.isNull())
        return {};
    return RowChange{*kind, id, *event, region};
}

std::optional<ManyChanges> toMany(const QJsonObject &entry, const QString &region)
{
    const auto kind = kindOf(entry.value(u"kind"));
    const QJsonValue city = entry.value(u"city");
    const QJsonValue many = entry.value(u"many");
    if (!kind || !city.isString() || !many.isDouble())
        return {};
    constexpr double most = 1e9;
    return ManyChanges{*kind, city.toString(), int(std::clamp(many.toDouble(), 0.0, most)), region};
}

} // namespace

std::optional<ChangeBatch> parseChangeMessage(const QByteArray &payload, const QString &region)
{
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    if (!document.isArray())
        return {};
    ChangeBatch batch;
    const QJsonArray entries = document.array();
    for (const QJsonValue entry : entries) {
        if (const auto row = entry.isArray() ? toRow(entry.toArray(), region) : std::nullopt)
            batch.rows.append(*row);
        else if (const auto many = entry.isObject() ? toMany(entry.toObject(), region) : std::nullopt)
            batch.many.append(*many);
        else
            return {};
    }
    return batch;
}

} // namespace movr
