#pragma once

#include "ui/pages/data_page.h"

class QCheckBox;
class QLineEdit;

namespace movr {

class UserModel;

class UsersPage : public DataPage
{
    Q_OBJECT

public:
    explicit UsersPage(ConsoleContext *context, QWidget *parent = nullptr);

    PageTarget::Page kind() const override { return PageTarget::Page::Users; }
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
    UserFilter filter() const;

    UserModel *m_model;
    QLineEdit *m_name;
    QCheckBox *m_owners;
    QCheckBox *m_removed;
    std::optional<RowId> m_user;
};

} // namespace movr
