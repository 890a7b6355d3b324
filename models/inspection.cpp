#include "models/inspection.h"

#include "models/presentation/city_time.h"
#include "models/presentation/words.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace movr {

namespace {

using To = InspectionLink::To;

class Lines
{
    Q_DECLARE_TR_FUNCTIONS(Inspection)

public:
    Lines(const Catalog &catalog, const RegionLabels &labels, const QString &city)
        : m_catalog(catalog), m_labels(labels), m_time(catalog), m_city(city)
    {}

    void add(const QString &label, const QString &value, Meaning meaning = Meaning::Neutral)
    {
        if (!value.isEmpty())
            m_lines.append({label, value, {}, false, meaning});
    }
    void link(const QString &label, const QString &value, To to, const RowId &id)
    {
        m_lines.append({label, value, InspectionLink{to, id}, false, Meaning::Neutral});
    }
    void copyable(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            m_lines.append({label, value, {}, true, Meaning::Neutral});
    }
    void moment(const QString &label, const QDateTime &at)
    {
        if (!at.isValid())
            return;
        add(label, m_time.localText(at, m_city));
        add(tr("%1 (UTC)").arg(label), CityTime::utcText(at));
    }
    /// `place`: the link to what is known about where the row lives; unset for rows that have none.
    void place(std::optional<InspectionLink> place = {})
    {
        add(tr("City"), words::city(m_city));
        if (const CityInfo *info = m_catalog.city(m_city)) {
            add(tr("Home region"), m_labels.withName(info->region));
            add(tr("Partition"), info->partition);
        }
        if (place)
            link(tr("Placement"), tr("Where does it live?"), place->to, place->id);
    }
    void trace(const RowId &id) { link(tr("Trace"), tr("Show its activity"), To::Trace, id); }
    QList<InspectionLine> take() { return std::move(m_lines); }

private:
    const Catalog &m_catalog;
    const RegionLabels &m_labels;
    CityTime m_time;
    QString m_city;
    QList<InspectionLine> m_lines;
};

/// A detail as everything else names it: the record has the schema's words.
QString detailValue(const QString &key, const QString &value)
{
    if (key == QLatin1String("city") || key.endsWith(QLatin1String("_city")))
        return words::city(value);
    if (const auto type = vehicleTypeFromSql(value); key == QLatin1String("type") && type)
        return words::type(*type);
    return value;
}

} // namespace

Inspection inspect(const Vehicle &vehicle, const Catalog &catalog, const RegionLabels &labels)
{
    Lines lines(catalog, labels, vehicle.city);
    lines.add(Lines::tr("Status"), words::status(vehicle), words::statusMeaning(vehicle));
    if (vehicle.inRide())
        lines.link(Lines::tr("In ride"), words::shortId(*vehicle.activeRide), To::ThisRide,
                   {vehicle.city, *vehicle.activeRide});
    lines.add(Lines::tr("Location"), vehicle.lastLocation);
    lines.add(Lines::tr("Type"), words::type(vehicle.type));
    lines.add(Lines::tr("Brand"), vehicle.brand);
    lines.add(Lines::tr("Color"), vehicle.color);
    lines.add(Lines::tr("Added"), vehicle.dateAdded.toString(Qt::ISODate));
    lines.link(Lines::tr("Owner"), words::username(vehicle.ownerUsername), To::ThisUser,
               {vehicle.city, vehicle.ownerId});
    lines.link(Lines::tr("Rides"), Lines::tr("Show its rides"), To::RidesOfVehicle, vehicle.rowId());
    lines.trace(vehicle.rowId());
    lines.place(InspectionLink{To::PlaceOfVehicle, vehicle.rowId()});
    lines.copyable(Lines::tr("Id"), words::fullId(vehicle.id));
    const QString name = QStringLiteral("%1 %2").arg(words::type(vehicle.type), vehicle.brand).trimmed();
    return {Lines::tr("Vehicle"), name, vehicle.rowId(), lines.take()};
}

Inspection inspect(const Ride &ride, const Catalog &catalog, const RegionLabels &labels)
{
    Lines lines(catalog, labels, ride.city);
    lines.add(Lines::tr("Status"), ride.active() ? Lines::tr("Active") : Lines::tr("Ended"),
              ride.active() ? Meaning::Info : Meaning::Neutral);
    lines.link(Lines::tr("Rider"), words::username(ride.riderUsername), To::ThisUser, ride.rider());
    lines.link(Lines::tr("Vehicle"),
               QStringLiteral("%1 %2").arg(words::type(ride.vehicleType), ride.vehicleBrand).trimmed(),
               To::ThisVehicle, ride.vehicle());
    lines.trace(ride.rowId());
    lines.add(Lines::tr("From"), ride.startLocation);
    lines.add(Lines::tr("To"), ride.endLocation);
    lines.moment(Lines::tr("Start"), ride.startTime);
    lines.moment(Lines::tr("End"), ride.endTime);
    if (ride.lengthSeconds)
        lines.add(Lines::tr("Length"), lengthText(*ride.lengthSeconds));
    lines.place(InspectionLink{To::PlaceOfRide, ride.rowId()});
    if (ride.riderCity != ride.city)
        lines.add(Lines::tr("Rider's city"), words::city(ride.riderCity));
    lines.copyable(Lines::tr("Id"), words::fullId(ride.id));
    return {Lines::tr("Ride"), words::shortId(ride.id), ride.rowId(), lines.take()};
}

Inspection inspect(const User &user, const Catalog &catalog, const RegionLabels &labels)
{
    Lines lines(catalog, labels, user.city);
    lines.add(Lines::tr("Status"), user.removed() ? Lines::tr("Removed") : Lines::tr("Registered"),
              user.removed() ? Meaning::Muted : Meaning::Neutral);
    lines.copyable(Lines::tr("Username"), user.username);
    lines.copyable(Lines::tr("E-mail"), user.email);
    lines.add(Lines::tr("Owner"), words::yesNo(user.isOwner));
    lines.link(Lines::tr("Rides"), Lines::tr("Show their rides"), To::RidesOfRider, user.rowId());
    lines.link(Lines::tr("Vehicles"), Lines::tr("Show their vehicles"), To::VehiclesOfOwner, user.rowId());
    lines.link(Lines::tr("Trace"), Lines::tr("Show their activity"), To::Trace, user.rowId());
    lines.place(InspectionLink{To::PlaceOfUser, user.rowId()});
    lines.copyable(Lines::tr("Id"), words::fullId(user.id));
    return {Lines::tr("User"), user.fullName(), user.rowId(), lines.take()};
}

Inspection inspect(const OperatorAction &action, const Catalog &catalog, const RegionLabels &labels)
{
    Lines lines(catalog, labels, action.city);
    const RowId subject{action.city, action.subjectId};
    const To to = action.subjectKind == QLatin1String("ride")    ? To::ThisRide
                : action.subjectKind == QLatin1String("vehicle") ? To::ThisVehicle
                                                                 : To::ThisUser;
    lines.add(Lines::tr("Outcome"), words::outcomeSentence(action.outcome),
              words::outcomeMeaning(action.outcome));
    lines.link(words::subjectKind(action.subjectKind), words::shortId(action.subjectId), to, subject);
    lines.trace(subject);
    lines.add(Lines::tr("Operator"), action.operatorName);
    lines.add(Lines::tr("Reason"), action.reason);
    lines.moment(Lines::tr("Time"), action.actedAt);
    lines.place();
    for (auto it = action.details.constBegin(); it != action.details.constEnd(); ++it)
        lines.copyable(words::detail(it.key()), detailValue(it.key(), it.value().toVariant().toString()));
    lines.copyable(Lines::tr("Request"), words::fullId(action.requestId));
    return {Lines::tr("Activity"), words::action(action.action), action.rowId(), lines.take()};
}

} // namespace movr
