#include "ui/pages/rides_page.h"

#include "models/ride_model.h"
#include "ui/pages/filter_bar.h"
#include "ui/tables/paged_table_view.h"

#include <QComboBox>
#include <QToolButton>

#include <algorithm>

namespace movr {

namespace {

// What the box keeps; restored from settings, so the words stay as they are.
const QString activeOnly = QStringLiteral("active");
const QString endedOnly = QStringLiteral("ended");

} // namespace

RidesPage::RidesPage(ConsoleContext *context, QWidget *parent)
    : DataPage(context, new RideModel, QStringLiteral("rides"), tr("rides"), parent),
      m_model(static_cast<RideModel *>(view()->model()))
{
    m_active =
        bar()->addChoice(tr("&Show:"), tr("Shows only rides that are active, or only ended ones."),
                         {{tr("All"), QString()}, {tr("Active"), activeOnly}, {tr("Ended"), endedOnly}});
    m_riderChip = bar()->addChip();
    m_vehicleChip = bar()->addChip();
    m_rideChip = bar()->addChip();
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

void RidesPage::applyFilter(const PageTarget &target)
{
    const auto *wanted = std::get_if<RideFilter>(&target.filter);
    if (!wanted)
        return;
    changeFilters([&] {
        m_active->setCurrentIndex(!wanted->active ? 0 : *wanted->active ? 1 : 2);
        setLinked(wanted->rider, wanted->vehicle, wanted->id);
    });
}

void RidesPage::setLinked(const std::optional<RowId> &rider, const std::optional<RowId> &vehicle,
                          const std::optional<RowId> &ride)
{
    m_rider = rider;
    m_vehicle = vehicle;
    m_ride = ride;
    bar()->setChip(m_riderChip, chipText(tr("Rider"), rider));
    bar()->setChip(m_vehicleChip, chipText(tr("Vehicle"), vehicle));
    bar()->setChip(m_rideChip, chipText(tr("Ride"), ride));
}

QString RidesPage::filterText() const
{
    QStringList parts;
    if (m_active->currentIndex() > 0)
        parts.append(m_active->currentIndex() == 1 ? tr("active rides") : tr("ended rides"));
    if (m_rider)
        parts.append(chipText(tr("rider"), m_rider));
    if (m_vehicle)
        parts.append(chipText(tr("vehicle"), m_vehicle));
    if (m_ride)
        parts.append(chipText(tr("ride"), m_ride));
    return parts.join(tr(", "));
}

void RidesPage::resetFilters()
{
    m_active->setCurrentIndex(0);
    setLinked({}, {}, {});
}

void RidesPage::closeChip(QToolButton *chip)
{
    setLinked(chip == m_riderChip ? std::nullopt : m_rider, chip == m_vehicleChip ? std::nullopt : m_vehicle,
              chip == m_rideChip ? std::nullopt : m_ride);
}

QVariantMap RidesPage::saveFilters() const
{
    return {{QStringLiteral("active"), m_active->currentData()}};
}

void RidesPage::restoreFilters(const QVariantMap &values)
{
    m_active->setCurrentIndex(std::max(0, m_active->findData(values.value(QStringLiteral("active")))));
}

} // namespace movr
