#include "ui/pages/vehicles_page.h"

#include "models/presentation/words.h"
#include "models/vehicle_model.h"
#include "ui/pages/filter_bar.h"
#include "ui/tables/paged_table_view.h"

#include <QComboBox>
#include <QToolButton>

#include <algorithm>

namespace movr {

namespace {

// What the status box keeps; restored from settings, so the words stay as they are.
const QString inFleet = QStringLiteral("in_fleet");
const QString everything = QStringLiteral("all");

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
    m_ownerChip = bar()->addChip();
    m_vehicleChip = bar()->addChip();
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
        setLinked(wanted->owner, wanted->id);
    });
}

void VehiclesPage::setLinked(const std::optional<RowId> &owner, const std::optional<RowId> &vehicle)
{
    m_owner = owner;
    m_vehicle = vehicle;
    bar()->setChip(m_ownerChip, chipText(tr("Owner"), owner));
    bar()->setChip(m_vehicleChip, chipText(tr("Vehicle"), vehicle));
}

Selection VehiclesPage::selection() const
{
    const int row = view()->selectedRow();
    return row < 0 ? Selection() : Selection(m_model->row(row));
}

QString VehiclesPage::filterText() const
{
    QStringList parts;
    if (m_status->currentIndex() > 0)
        parts.append(tr("status %1").arg(m_status->currentText()));
    if (m_type->currentIndex() > 0)
        parts.append(tr("type %1").arg(m_type->currentText()));
    if (m_owner)
        parts.append(chipText(tr("owner"), m_owner));
    if (m_vehicle)
        parts.append(chipText(tr("vehicle"), m_vehicle));
    return parts.join(tr(", "));
}

void VehiclesPage::resetFilters()
{
    m_status->setCurrentIndex(0);
    m_type->setCurrentIndex(0);
    setLinked({}, {});
}

void VehiclesPage::closeChip(QToolButton *chip)
{
    if (chip == m_ownerChip)
        setLinked({}, m_vehicle);
    else
        setLinked(m_owner, {});
}

QVariantMap VehiclesPage::saveFilters() const
{
    return {{QStringLiteral("status"), m_status->currentData()},
            {QStringLiteral("type"), m_type->currentData()}};
}

void VehiclesPage::restoreFilters(const QVariantMap &values)
{
    m_status->setCurrentIndex(std::max(0, m_status->findData(values.value(QStringLiteral("status")))));
    m_type->setCurrentIndex(std::max(0, m_type->findData(values.value(QStringLiteral("type")))));
}

} // namespace movr
