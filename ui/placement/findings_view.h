#pragma once

#include "db/placement/finding.h"
#include "models/presentation/region_labels.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace movr {

class CellTableView;
class SqlView;

/// What is not as declared: the list, and of the current one the evidence and the SQL that would mend it.
class FindingsView : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsView(QWidget *parent = nullptr);

    /// `complete`: every region was read, so that an empty list means that all is well. `gaps`: what was not, in words.
    void setFindings(const QList<Finding> &findings, const RegionLabels &labels, bool complete,
                     const QString &gaps);
    const QList<Finding> &findings() const { return m_findings; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void showCurrent();
    void showNothing();

    QList<Finding> m_findings;
    RegionLabels m_labels;
    bool m_complete = true;
    QString m_gaps;
    QStackedWidget *m_stack;
    QLabel *m_nothingIcon;
    QLabel *m_nothing;
    CellTableView *m_list;
    QLabel *m_sentence;
    QLabel *m_evidence;
    SqlView *m_fix;
};

} // namespace movr
