#pragma once

#include "models/load_state.h"
#include "models/presentation/region_labels.h"
#include "ui/tables/state_face.h"

#include <QTimer>

class QAbstractScrollArea;

namespace movr {

class PagedModel;

/// Lies over a table without rows and says why there are none: it waits, nothing matches, or it could not be
/// read. Hidden while there are rows.
class TableStateOverlay : public StateFace
{
    Q_OBJECT

public:
    /// Covers `area`'s viewport, its parent.
    TableStateOverlay(PagedModel *model, QAbstractScrollArea *area);

    /// What the table is filtered by, for "No rows match ..."; empty: no filter is set.
    void setFilterText(const QString &text);
    /// How regions are named.
    void setLabels(const RegionLabels &labels);
    /// "vehicles", "rides": what the rows are.
    void setRowsName(const QString &name);
    /// While nothing is loaded (Idle): what should be known before it is, with a button that goes on; empty: nothing.
    void setQuestion(const QString &headline, const QString &explanation, const QString &goOn);

Q_SIGNALS:
    void retryWanted();
    void clearFiltersWanted();
    void goOnWanted();
    void cancelWanted();

private:
    void showState();
    void showLoading();
    void showEmpty();
    void showQuestion();
    void showFailed();
    /// The button, and the signal that pressing it sends.
    void offer(const QString &text, const QString &toolTip, void (TableStateOverlay::*signal)());
    void cover();

    PagedModel *m_model;
    RegionLabels m_labels;
    QTimer m_delay; ///< an answer within it shows no waiting at all
    QString m_filterText;
    QString m_rowsName;
    QString m_question;
    QString m_questionText;
    QString m_goOn;
    void (TableStateOverlay::*m_pressed)() = nullptr; ///< what the button does
};

} // namespace movr
