#include "models/presentation/words.h"

#include "db/movr/transactions.h"

#include <QCoreApplication>
#include <QHash>

namespace movr::words {

namespace {

QString spaced(QString word)
{
    return word.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString capitalised(QString word)
{
    if (!word.isEmpty())
        word[0] = word.at(0).toUpper();
    return word;
}

QString removedText()
{
    return QCoreApplication::translate("Words", "Removed");
}

} // namespace

QString type(VehicleType type)
{
    switch (type) {
    case VehicleType::Bike:
        return QCoreApplication::translate("Words", "Bike");
    case VehicleType::Scooter:
        return QCoreApplication::translate("Words", "Scooter");
    case VehicleType::Skateboard:
        return QCoreApplication::translate("Words", "Skateboard");
    }
    return {};
}

QString status(const Vehicle &vehicle)
{
    if (vehicle.status == VehicleStatus::Removed)
        return removedText();
    if (vehicle.inRide())
        return QCoreApplication::translate("Words", "In ride");
    return vehicle.outOfService() ? QCoreApplication::translate("Words", "Out of service")
                                  : QCoreApplication::translate("Words", "Available");
}

Meaning statusMeaning(const Vehicle &vehicle)
{
    if (vehicle.status == VehicleStatus::Removed)
        return Meaning::Muted;
    if (vehicle.inRide())
        return Meaning::Info;
    return vehicle.outOfService() ? Meaning::Warning : Meaning::Good;
}

QString city(const QString &city)
{
    QStringList parts = city.split(QLatin1Char(' '));
    for (QString &part : parts)
        part = part == QLatin1String("dc") ? part.toUpper() : capitalised(part);
    return parts.join(QLatin1Char(' '));
}

QString action(const QString &action)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("sign_up"), QT_TRANSLATE_NOOP("Words", "Sign up")},
        {QStringLiteral("log_in"), QT_TRANSLATE_NOOP("Words", "Log in")},
        {QStringLiteral("add_vehicle"), QT_TRANSLATE_NOOP("Words", "Add vehicle")},
        {QStringLiteral("start_ride"), QT_TRANSLATE_NOOP("Words", "Start ride")},
        {QStringLiteral("end_ride"), QT_TRANSLATE_NOOP("Words", "End ride")},
        {QStringLiteral("force_end_ride"), QT_TRANSLATE_NOOP("Words", "Force-end ride")},
        {QStringLiteral("take_out_of_service"), QT_TRANSLATE_NOOP("Words", "Take out of service")},
        {QStringLiteral("return_to_service"), QT_TRANSLATE_NOOP("Words", "Return to service")},
        {QStringLiteral("remove_vehicle"), QT_TRANSLATE_NOOP("Words", "Remove vehicle")},
        {QStringLiteral("remove_user"), QT_TRANSLATE_NOOP("Words", "Remove user")},
    };
    const auto found = known.constFind(action);
    return found != known.constEnd() ? QCoreApplication::translate("Words", *found)
                                     : capitalised(spaced(action));
}

QString outcome(const QString &outcome)
{
    if (outcome == QLatin1String("done"))
        return QCoreApplication::translate("Words", "Done");
    return QCoreApplication::translate("Words", "Refused: %1").arg(spaced(outcome));
}

QString outcomeSentence(const QString &outcome)
{
    const auto verdict = verdictFromSql(outcome);
    return verdict && *verdict != Verdict::Done ? sentence(*verdict) : words::outcome(outcome);
}

Meaning outcomeMeaning(const QString &outcome)
{
    return outcome == QLatin1String("done") ? Meaning::Good : Meaning::Warning;
}

QString subjectKind(const QString &kind)
{
    if (kind == QLatin1String("ride"))
        return QCoreApplication::translate("Words", "Ride");
    if (kind == QLatin1String("vehicle"))
        return QCoreApplication::translate("Words", "Vehicle");
    if (kind == QLatin1String("user"))
        return QCoreApplication::translate("Words", "User");
    return capitalised(spaced(kind));
}

QString detail(const QString &key)
{
    return capitalised(spaced(key));
}

QString yesNo(bool value)
{
    return value ? QCoreApplication::translate("Words", "Yes") : QCoreApplication::translate("Words", "No");
}

QString username(const QString &username)
{
    return username.isNull() ? removedText() : username;
}

QString shortId(const QUuid &id)
{
    return fullId(id).left(8);
}

QString fullId(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

} // namespace movr::words
