#include "ui/pages/vehicles_page.h"

#include "models/presentation/words.h"
#include "models/vehicle_model.h"
#include "ui/tables/paged_table_view.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace movr {

namespace {

// What the status box keeps; restored from settings, so the words stay as they are.
const QString inFleet = QStringLiteral("in_fleet");
const QString everything = QStringLiteral("all");

// The filters' names in the settings.
const QString statusKey = QStringLiteral("status");
const QString typeKey = QStringLiteral("type");
const QString placeKey = QStringLiteral("place");
const QString ownerKey = QStringLiteral("owner");
const QString vehicleKey = QStringLiteral("vehicle");

} // namespace

VehiclesPage::VehiclesPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new VehicleModel, QStringLiteral("vehicles"), tr("vehicles"), parent),
      m_model(static_cast<VehicleModel *>(view()->model()))
{
    m_status = bar()->addChoice(tr("&Status:"), tr("Shows only vehicles of this status."),
                                {{tr("All but removed"), inFleet},
                                 {tr("Available"), toSql(VehicleStatus::Available)},
                                 {tr("In ride or out of service"), toSql(VehicleStatus::Unavailable)},
                                 {tr("Removed"), toSql(VehicleStatus::Removed)},
                                 {tr("All"), everything}});
    m_type = bar()->addChoice(tr("&Type:"), tr("Shows only vehicles of this type."),
                              {{tr("All"), QString()},
                               {words::type(VehicleType::Bike), toSql(VehicleType::Bike)},
                               {words::type(VehicleType::Scooter), toSql(VehicleType::Scooter)},
                               {words::type(VehicleType::Skateboard), toSql(VehicleType::Skateboard)}});
    m_place = bar()->addSearch(tr("L&ocation:"),
                               tr("A part of the last location. No index serves it: the servers look through "
                                  "the vehicles."),
                               tr("Contains…"));
    followChanges({RowKind::Vehicle, VehicleModel::Added, {RowKind::Ride, RowKind::User}});
    view()->setAccessibleName(title());
    setAccessibleName(title());
}

QString VehiclesPage::title() const
{
    return tr("Vehicles");
}

QIcon VehiclesPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("car"));
}

VehicleFilter VehiclesPage::filter() const
{
    VehicleFilter filter;
    const QString status = m_status->currentData().toString();
    filter.withRemoved = status == everything;
    filter.status = vehicleStatusFromSql(status);
    filter.type = vehicleTypeFromSql(m_type->currentData().toString());
    filter.owner = m_owner;
    filter.id = m_vehicle;
    filter.place = m_place->text().trimmed();
    return filter;
}

Selection VehiclesPage::rowAt(int row) const
{
    return m_model->row(row);
}

ViewQuery VehiclesPage::viewQuery() const
{
    return queryOf<VehicleQuery>(m_model, filter());
}

void VehiclesPage::ask(const PageRequest &request)
{
    askFleet<VehicleQuery>(&Fleet::vehicles, m_model, filter(), request);
}

void VehiclesPage::askPositions(quint64 wanted)
{
    askFleetForPositions<VehicleQuery>(m_model, filter(), wanted);
}

void VehiclesPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<VehicleFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        const QString status = wanted->status                    ? toSql(*wanted->status)
                             : wanted->withRemoved || wanted->id ? everything
                                                                 : inFleet;
        m_status->setCurrentIndex(m_status->findData(status));
        m_type->setCurrentIndex(m_type->findData(wanted->type ? toSql(*wanted->type) : QString()));
        m_place->setText(wanted->place);
        m_owner = wanted->owner;
        m_vehicle = wanted->id;
    });
}

Selection VehiclesPage::selection() const
{
    const int row = view()->selectedRow();
    return row < 0 ? Selection() : Selection(m_model->row(row));
}

QList<FilterChip> VehiclesPage::chips() const
{
    QList<FilterChip> chips;
    if (m_status->currentIndex() > 0)
        chips.append({statusKey, tr("Status: %1").arg(m_status->currentText())});
    if (m_type->currentIndex() > 0)
        chips.append({typeKey, tr("Type: %1").arg(m_type->currentText())});
    if (const QString place = m_place->text().trimmed(); !place.isEmpty())
        chips.append({placeKey, tr("Location contains “%1”").arg(place)});
    appendChip(chips, ownerKey, tr("Owner"), m_owner);
    appendChip(chips, vehicleKey, tr("Vehicle"), m_vehicle);
    return chips;
}

void VehiclesPage::resetFilters()
{
    for (const QString &name : {statusKey, typeKey, placeKey, ownerKey, vehicleKey})
        removeFilter(name);
}

void VehiclesPage::removeFilter(const QString &name)
{
    if (name == statusKey)
        m_status->setCurrentIndex(0);
    else if (name == typeKey)
        m_type->setCurrentIndex(0);
    else if (name == placeKey)
        m_place->clear();
    else if (name == ownerKey)
        m_owner.reset();
    else if (name == vehicleKey)
        m_vehicle.reset();
}

QVariantMap VehiclesPage::saveFilters() const
{
    return {{statusKey, m_status->currentData()},
            {typeKey, m_type->currentData()},
            {placeKey, m_place->text()},
            {ownerKey, saveRow(m_owner)},
            {vehicleKey, saveRow(m_vehicle)}};
}

void VehiclesPage::restoreFilters(const QVariantMap &values)
{
    m_status->setCurrentIndex(std::max(0, m_status->findData(values.value(statusKey))));
    m_type->setCurrentIndex(std::max(0, m_type->findData(values.value(typeKey))));
    m_place->setText(values.value(placeKey).toString());
    m_owner = restoreRow(values.value(ownerKey));
    m_vehicle = restoreRow(values.value(vehicleKey));
}

} // namespace movr
