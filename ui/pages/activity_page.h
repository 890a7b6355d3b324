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
    Selection rowAt(int row) const override;
    ViewQuery viewQuery() const override;
    QString filterText() const override;
    void resetFilters() override;
    void closeChip(QToolButton *chip) override;
    QVariantMap saveFilters() const override;
    void restoreFilters(const QVariantMap &values) override;

private:
    ActionFilter filter() const;
    void setSubject(const std::optional<QUuid> &subject);

    ActionModel *m_model;
    QCheckBox *m_refused;
    QToolButton *m_subjectChip;
    std::optional<QUuid> m_subject;
};

} // namespace movr
