#pragma once

#include "db/fleet/catalog.h"
#include "models/inspection.h"
#include "ui/pages/table_page.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;
class QToolButton;

namespace movr {

/// Everything about the selected row, with links to what belongs to it.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    explicit Inspector(QWidget *parent = nullptr);

    /// How regions are named. For what is shown next.
    void setLabels(const RegionLabels &labels) { m_labels = labels; }
    void setSelection(const Selection &selection, const Catalog &catalog);
    /// So many rows, of which none is described.
    void setSeveral(int rows);
    /// A row that has vanished from its table, as it was last known, and a word that it has.
    void setLost(const Selection &last, const Catalog &catalog);
    const Selection &selection() const { return m_selection; }

Q_SIGNALS:
    void linkActivated(const movr::PageTarget &target);

protected:
    void changeEvent(QEvent *event) override;

private:
    static QString hint();
    void showInspection(const std::optional<Inspection> &inspection);
    void showLines();
    void buildLines();
    /// Whether the widgets that are there do for these lines, with other texts.
    bool fits(const QList<InspectionLine> &lines) const;
    void fillLine(qsizetype row);
    static QString inTwoLines(QString id);
    void addLine(QGridLayout *grid, qsizetype row);
    QLabel *valueLabel();
    QWidget *linkButton(qsizetype row);
    QToolButton *copyButton(qsizetype row);

    Selection m_selection;
    Catalog m_catalog;
    RegionLabels m_labels;
    std::optional<Inspection> m_inspection;
    QList<InspectionLine> m_built; ///< the lines that the widgets were made for
    QList<QWidget *> m_values;     ///< one a line: QLabel or LinkButton
    QLabel *m_kind;
    QLabel *m_name;
    QLabel *m_nothing;
    QLabel *m_lost;
    QToolButton *m_copyId;
    QScrollArea *m_area;
};

} // namespace movr
