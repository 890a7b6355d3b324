#pragma once

#include "ui/pages/data_page.h"

class QComboBox;
class QLineEdit;

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
    void askPositions(quint64 wanted) override;
    QList<FilterChip> chips() const override;
    Selection rowAt(int row) const override;
    ViewQuery viewQuery() const override;
    void resetFilters() override;
    void removeFilter(const QString &name) override;
    bool indexed() const override { return isIndexed(filter()); }
    QVariantMap saveFilters() const override;
    void restoreFilters(const QVariantMap &values) override;

private:
    VehicleFilter filter() const;

    VehicleModel *m_model;
    QComboBox *m_status;
    QComboBox *m_type;
    QLineEdit *m_place;
    std::optional<RowId> m_owner;
    std::optional<RowId> m_vehicle;
};

} // namespace movr
