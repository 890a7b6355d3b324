#include "ui/placement/map_panel.h"

#include "models/presentation/words.h"
#include "ui/placement/mark_legend.h"
#include "ui/placement/world_map.h"
#include "ui/text/selectable_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

MapPanel::MapPanel(QWidget *parent)
    : QWidget(parent), m_map(new WorldMap(this)), m_sizedBy(new QComboBox(this)),
      m_everything(new QPushButton(this)), m_unplaced(selectableText(this))
{
    m_sizedBy->addItems({tr("Rows"), tr("Size on disk")});
    m_sizedBy->setAccessibleName(tr("Regions sized by"));
    m_sizedBy->setToolTip(
        tr("What the area of a region on the map, and the figures of the matrix, stand for."));
    auto *label = new QLabel(tr("Si&zed by"), this);
    label->setBuddy(m_sizedBy);
    m_everything->setObjectName(QStringLiteral("showEverything"));
    m_everything->setIcon(QIcon::fromTheme(QStringLiteral("edit-clear")));
    m_everything->setFocusPolicy(Qt::StrongFocus);
    m_everything->setToolTip(tr("Shows the partitions of all regions and cities again (Escape on the map)."));
    m_everything->hide();
    m_unplaced->hide();

    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 0);
    head->addWidget(label);
    head->addWidget(m_sizedBy);
    head->addStretch(1);
    head->addWidget(m_everything);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(8, 0, 8, 4);
    foot->addWidget(m_unplaced);
    foot->addWidget(new MarkLegend(this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_map, 1);
    layout->addLayout(foot);

    connect(m_sizedBy, &QComboBox::currentIndexChanged, this, &MapPanel::measureChanged);
    connect(m_map, &WorldMap::filterChosen, this, &MapPanel::filterChosen);
    connect(m_everything, &QPushButton::clicked, this, [this] { Q_EMIT filterChosen({}); });
}

Measure MapPanel::measure() const
{
    return m_sizedBy->currentIndex() == 1 ? Measure::Bytes : Measure::Rows;
}

void MapPanel::setMeasure(Measure measure)
{
    m_sizedBy->setCurrentIndex(measure == Measure::Bytes ? 1 : 0);
}

void MapPanel::setScene(const MapScene &scene)
{
    m_map->setScene(scene);
    QStringList names;
    for (const QString &name : scene.unplaced)
        names.append(words::city(name));
    m_unplaced->setText(tr("Without a place on the map: %1").arg(names.join(tr(", "))));
    m_unplaced->setVisible(!names.isEmpty());
}

void MapPanel::setFilter(const PlacementFilter &filter, const QString &label)
{
    m_map->setFilter(filter);
    m_everything->setVisible(!filter.isEmpty());
    m_everything->setText(tr("Only %1").arg(label).replace(u'&', QStringLiteral("&&")));
    m_everything->setAccessibleName(tr("Show everything again, not only %1").arg(label));
}

} // namespace movr
