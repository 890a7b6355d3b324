#pragma once

#include "db/bulk/bulk_change.h"
#include "models/bulk/bulk_plan.h"
#include "models/presentation/region_labels.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace movr {

class BulkResultModel;

/// A bulk change while it runs and what came of each row afterwards: progress, a list that can be filtered to what was
/// not done and copied, cancel, and another try for what failed. Not modal; closed while it runs, the change goes on.
class BulkDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins the change. `title`: the action, "Take out of service".
    BulkDialog(std::unique_ptr<BulkChange> change, const QString &title, const QStringList &subjects,
               QWidget *parent = nullptr);
    ~BulkDialog() override;

    /// How regions are named.
    void setLabels(const RegionLabels &labels);
    const BulkChange &change() const { return *m_change; }
    QPushButton *cancelButton() const { return m_cancel; }
    QPushButton *retryButton() const { return m_retry; }
    QTableView *table() const { return m_table; }
    /// The shown rows as tab separated text.
    QString text() const;

Q_SIGNALS:
    /// It has ended, the first time or after another try.
    void changeFinished();

private:
    void build();
    void setUpTable();
    void showState();
    void end();

    std::unique_ptr<BulkChange> m_change;
    BulkResultModel *m_results;
    QSortFilterProxyModel *m_shown;
    QLabel *m_summary;
    QProgressBar *m_bar;
    QTableView *m_table;
    QCheckBox *m_onlyOthers;
    QPushButton *m_copy = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace movr
