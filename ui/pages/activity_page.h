#pragma once

#include "ui/pages/data_page.h"

class QCheckBox;

namespace movr {

class ActionModel;

class ActivityPage : public DataPage
{
    Q_OBJECT

public:
    explicit ActivityPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Activity; }
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
    QVariantMap saveFilters() const override;
    void restoreFilters(const QVariantMap &values) override;

private:
    ActionFilter filter() const;

    ActionModel *m_model;
    QCheckBox *m_refused;
    std::optional<QUuid> m_subject;
};

} // namespace movr
