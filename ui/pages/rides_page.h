#pragma once

#include "ui/pages/data_page.h"

class QComboBox;

namespace movr {

class RideModel;

class RidesPage : public DataPage
{
    Q_OBJECT

public:
    explicit RidesPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Rides; }
    QString title() const override;
    QIcon icon() const override;
    void applyFilter(const PageTarget &target) override;
    Selection selection() const override;

protected:
    void ask(const PageRequest &request) override;
    Selection rowAt(int row) const override;
    ViewQuery viewQuery() const override;
    QString filterText() const override;
    void resetFilters() override;
    void closeChip(QToolButton *chip) override;
    QVariantMap saveFilters() const override;
    void restoreFilters(const QVariantMap &values) override;

private:
    RideFilter filter() const;
    void setLinked(const std::optional<RowId> &rider, const std::optional<RowId> &vehicle,
                   const std::optional<RowId> &ride);

    RideModel *m_model;
    QComboBox *m_active;
    QToolButton *m_riderChip;
    QToolButton *m_vehicleChip;
    QToolButton *m_rideChip;
    std::optional<RowId> m_rider;
    std::optional<RowId> m_vehicle;
    std::optional<RowId> m_ride;
};

} // namespace movr
