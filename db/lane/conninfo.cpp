#include "db/lane/conninfo.h"

#include "db/base/error_mapping.h"

#include <QCoreApplication>
#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace movr {

Result<ConninfoPairs> parseConninfo(const QString &connection)
{
    char *error = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(connection.toUtf8().constData(), &error), PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> message(error, PQfreemem);
    if (!options) {
        return Failure{
            FailureKind::InvalidInput,
            {},
            {},
            {},
            false,
            QCoreApplication::translate("movr::Deployment", "The connection string is not valid: %1")
                .arg(cleanMessage(QString::fromUtf8(error))),
            {}};
    }
    ConninfoPairs pairs;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option)
        if (option->val)
            pairs.append({QString::fromUtf8(option->keyword), QString::fromUtf8(option->val)});
    return pairs;
}

QByteArray joinConninfo(const ConninfoPairs &pairs)
{
    QByteArray text;
    for (const auto &[key, value] : pairs) {
        QByteArray quoted = value.toUtf8();
        quoted.replace('\\', "\\\\").replace('\'', "\\'");
        if (!text.isEmpty())
            text += ' ';
        text += key.toUtf8() + "='" + quoted + '\'';
    }
    return text;
}

namespace {

QString *find(ConninfoPairs &pairs, QStringView key)
{
    const auto it =
        std::find_if(pairs.begin(), pairs.end(), [&](const auto &pair) { return pair.first == key; });
    return it == pairs.end() ? nullptr : &it->second;
}

} // namespace

Result<ConninfoPairs> laneConninfo(const ConnectionSettings &settings)
{
    auto parsed = parseConninfo(settings.connection);
    if (!parsed)
        return parsed;
    ConninfoPairs pairs = std::move(parsed).value();
    if (!find(pairs, u"connect_timeout"))
        pairs.append({QStringLiteral("connect_timeout"), QString::number(settings.connectTimeoutSeconds)});
    if (!find(pairs, u"application_name"))
        pairs.append({QStringLiteral("application_name"), settings.applicationName});
    const QString options =
        QStringLiteral("-c TimeZone=UTC -c DateStyle=ISO -c search_path=public ") + settings.options;
    if (QString *own = find(pairs, u"options"))
        *own += u' ' + options;
    else
        pairs.append({QStringLiteral("options"), options});
    return pairs;
}

} // namespace movr
