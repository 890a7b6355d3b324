#pragma once

#include "models/placement/map_scene.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace movr {

class WorldMap;

/// The map with what belongs to it: what the size of a region means, what its marks mean, what is not on it, and a button
/// that shows everything again.
class MapPanel : public QWidget
{
    Q_OBJECT

public:
    explicit MapPanel(QWidget *parent = nullptr);

    WorldMap *map() const { return m_map; }
    Measure measure() const;
    void setMeasure(Measure measure);
    void setScene(const MapScene &scene);
    void setFilter(const PlacementFilter &filter, const QString &label);

Q_SIGNALS:
    void measureChanged();
    void filterChosen(const movr::PlacementFilter &filter);

private:
    WorldMap *m_map;
    QComboBox *m_sizedBy;
    QPushButton *m_everything;
    QLabel *m_unplaced;
};

} // namespace movr
