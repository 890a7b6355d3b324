#include "ui/pages/rides_page.h"

#include "models/ride_model.h"
#include "ui/pages/time_range_picker.h"
#include "ui/tables/paged_table_view.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace movr {

namespace {

// What the box keeps; restored from settings, so the words stay as they are.
const QString activeOnly = QStringLiteral("active");
const QString endedOnly = QStringLiteral("ended");

// The filters' names in the settings.
const QString activeKey = QStringLiteral("active");
const QString startedKey = QStringLiteral("started");
const QString placeKey = QStringLiteral("place");
const QString riderKey = QStringLiteral("rider");
const QString vehicleKey = QStringLiteral("vehicle");
const QString rideKey = QStringLiteral("ride");

} // namespace

RidesPage::RidesPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new RideModel, QStringLiteral("rides"), tr("rides"), parent),
      m_model(static_cast<RideModel *>(view()->model()))
{
    m_active =
        bar()->addChoice(tr("&Show:"), tr("Shows only rides that are active, or only ended ones."),
                         {{tr("All"), QString()}, {tr("Active"), activeOnly}, {tr("Ended"), endedOnly}});
    m_started = new TimeRangePicker(bar());
    bar()->addControl(tr("Started:"), m_started);
    connect(m_started, &TimeRangePicker::changed, bar(), &FilterBar::changed);
    m_place = bar()->addSearch(tr("&Place:"),
                               tr("A part of the start or end location. No index serves it: the servers look "
                                  "through the rides."),
                               tr("Contains…"));
    followChanges({RowKind::Ride, RideModel::Start, {RowKind::User}});
    view()->setAccessibleName(title());
    setAccessibleName(title());
}

QString RidesPage::title() const
{
    return tr("Rides");
}

QIcon RidesPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("routeplanning"));
}

Selection RidesPage::selection() const
{
    const int row = view()->selectedRow();
    return row < 0 ? Selection() : Selection(m_model->row(row));
}

RideFilter RidesPage::filter() const
{
    RideFilter filter;
    const QString active = m_active->currentData().toString();
    if (!active.isEmpty())
        filter.active = active == activeOnly;
    filter.rider = m_rider;
    filter.vehicle = m_vehicle;
    filter.id = m_ride;
    filter.started = m_started->range();
    filter.place = m_place->text().trimmed();
    return filter;
}

Selection RidesPage::rowAt(int row) const
{
    return m_model->row(row);
}

ViewQuery RidesPage::viewQuery() const
{
    return queryOf<RideQuery>(m_model, filter());
}

void RidesPage::ask(const PageRequest &request)
{
    askFleet<RideQuery>(&Fleet::rides, m_model, filter(), request);
}

void RidesPage::askPositions(quint64 wanted)
{
    askFleetForPositions<RideQuery>(m_model, filter(), wanted);
}

void RidesPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<RideFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_active->setCurrentIndex(!wanted->active ? 0 : *wanted->active ? 1 : 2);
        m_started->setRange(wanted->started);
        m_place->setText(wanted->place);
        m_rider = wanted->rider;
        m_vehicle = wanted->vehicle;
        m_ride = wanted->id;
    });
}

QList<FilterChip> RidesPage::chips() const
{
    QList<FilterChip> chips;
    if (m_active->currentIndex() > 0)
        chips.append({activeKey, m_active->currentIndex() == 1 ? tr("Active rides") : tr("Ended rides")});
    if (const auto range = m_started->range())
        chips.append({startedKey, tr("Started %1").arg(TimeRangePicker::text(*range))});
    if (const QString place = m_place->text().trimmed(); !place.isEmpty())
        chips.append({placeKey, tr("Place contains “%1”").arg(place)});
    appendChip(chips, riderKey, tr("Rider"), m_rider);
    appendChip(chips, vehicleKey, tr("Vehicle"), m_vehicle);
    appendChip(chips, rideKey, tr("Ride"), m_ride);
    return chips;
}

void RidesPage::resetFilters()
{
    for (const QString &name : {activeKey, startedKey, placeKey, riderKey, vehicleKey, rideKey})
        removeFilter(name);
}

void RidesPage::removeFilter(const QString &name)
{
    if (name == activeKey)
        m_active->setCurrentIndex(0);
    else if (name == startedKey)
        m_started->setRange({});
    else if (name == placeKey)
        m_place->clear();
    else if (name == riderKey)
        m_rider.reset();
    else if (name == vehicleKey)
        m_vehicle.reset();
    else if (name == rideKey)
        m_ride.reset();
}

QVariantMap RidesPage::saveFilters() const
{
    return {{activeKey, m_active->currentData()}, {startedKey, TimeRangePicker::save(m_started->range())},
            {placeKey, m_place->text()},          {riderKey, saveRow(m_rider)},
            {vehicleKey, saveRow(m_vehicle)},     {rideKey, saveRow(m_ride)}};
}

void RidesPage::restoreFilters(const QVariantMap &values)
{
    m_active->setCurrentIndex(std::max(0, m_active->findData(values.value(activeKey))));
    m_started->setRange(TimeRangePicker::restore(values.value(startedKey).toMap()));
    m_place->setText(values.value(placeKey).toString());
    m_rider = restoreRow(values.value(riderKey));
    m_vehicle = restoreRow(values.value(vehicleKey));
    m_ride = restoreRow(values.value(rideKey));
}

} // namespace movr
