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
    Selection rowAt(int row) const override;
    ViewQuery viewQuery() const override;
    QString filterText() const override;
    void resetFilters() override;
    void closeChip(QToolButton *chip) override;
    QVariantMap saveFilters() const override;
    void restoreFilters(const QVariantMap &values) override;

private:
    UserFilter filter() const;
    void setLinked(const std::optional<RowId> &user);

    UserModel *m_model;
    QLineEdit *m_name;
    QCheckBox *m_owners;
    QCheckBox *m_removed;
    QToolButton *m_userChip;
    std::optional<RowId> m_user;
};

} // namespace movr
