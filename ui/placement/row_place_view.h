#pragma once

#include "db/placement/row_placement.h"
#include "models/placement/map_scene.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QStackedWidget;

namespace movr {

class CellTableView;
class StatePicture;

/// "Where does this row live?": the region, partition and copies of one row, and what reaching it costs.
class RowPlaceView : public QWidget
{
    Q_OBJECT

public:
    explicit RowPlaceView(QWidget *parent = nullptr);

    /// No row was asked for.
    void clear();
    void setLoading(RowKind kind, const RowId &row);
    void setFailed(const Failure &failure);
    void setPlace(const RowPlacement &place, const Surroundings &around);
    /// The place of the row that was asked for is shown.
    bool hasPlace() const { return m_found; }

Q_SIGNALS:
    /// The row is asked for once more.
    void againWanted();
    /// The partition is to be shown in the tree.
    void partitionWanted(const QString &relation);

private:
    void setText(const QString &title, const QString &sentence);

    QLabel *m_title;
    QLabel *m_sentence;
    QProgressBar *m_busy;
    QWidget *m_buttons;
    CellTableView *m_regions;
    QString m_relation;
    bool m_found = false;
};

} // namespace movr
