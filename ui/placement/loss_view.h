#pragma once

#include "models/placement/map_scene.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace movr {

class CellTableView;

/// "What if a region is lost?": worked out from the last reading, no server is asked.
class LossView : public QWidget
{
    Q_OBJECT

public:
    explicit LossView(QWidget *parent = nullptr);

    void setPlacement(const Placement &placement, const Surroundings &around);
    /// Chooses the region that is lost.
    void choose(const QString &region);

private:
    void showLoss();

    Placement m_placement;
    Surroundings m_around;
    QComboBox *m_region;
    QLabel *m_sentence;
    CellTableView *m_cities;
};

} // namespace movr
