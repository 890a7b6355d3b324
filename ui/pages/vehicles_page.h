#pragma once

#include "ui/pages/data_page.h"

class QComboBox;

namespace movr {

class VehicleModel;

class VehiclesPage : public DataPage
{
    Q_OBJECT

public:
    explicit VehiclesPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Vehicles; }
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
    VehicleFilter filter() const;
    void setLinked(const std::optional<RowId> &owner, const std::optional<RowId> &vehicle);

    VehicleModel *m_model;
    QComboBox *m_status;
    QComboBox *m_type;
    QToolButton *m_ownerChip;
    QToolButton *m_vehicleChip;
    std::optional<RowId> m_owner;
    std::optional<RowId> m_vehicle;
};

} // namespace movr
