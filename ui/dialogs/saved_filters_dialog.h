#pragma once

#include <QDialog>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace movr {

class SavedFilters;

/// The saved filters of a page in a list: renamed in place (F2 or a double click), deleted with Delete.
class SavedFiltersDialog : public QDialog
{
    Q_OBJECT

public:
    /// `filters` outlives the dialog.
    explicit SavedFiltersDialog(SavedFilters *filters, QWidget *parent = nullptr);

private:
    void fill(const QString &current);
    void renamed(QListWidgetItem *item);
    void removeCurrent();

    SavedFilters *m_filters;
    QListWidget *m_list;
    QLabel *m_problem;
    QPushButton *m_rename;
    QPushButton *m_remove;
    bool m_filling = false;
};

} // namespace movr
