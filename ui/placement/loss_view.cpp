#include "ui/placement/loss_view.h"

#include "models/placement/loss_cells.h"
#include "models/presentation/city_time.h"
#include "ui/placement/cell_table_view.h"
#include "ui/text/selectable_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace movr {

LossView::LossView(QWidget *parent)
    : QWidget(parent), m_region(new QComboBox(this)), m_sentence(selectableText(this)),
      m_cities(new CellTableView(tr("Cities without the region"), this))
{
    m_region->setAccessibleName(tr("Region that is lost"));
    m_region->setObjectName(QStringLiteral("lostRegion"));
    m_sentence->setObjectName(QStringLiteral("lossSentence"));
    auto *label = new QLabel(tr("What if this region is &lost?"), this);
    label->setBuddy(m_region);
    auto *failOver = selectableText(this);
    failOver->setText(tr(
        "The console offers no emergency fail-over: without a consensus among the servers, a home that comes "
        "back would be a second one, and changes would be lost. Bring the server back, or restore it "
        "from its backup. If it is gone for good: make sure that it can never answer again, and only "
        "then declare another home by hand. While its server is up, a home can be moved safely."));
    failOver->setForegroundRole(QPalette::PlaceholderText);
    auto *head = new QHBoxLayout;
    head->addWidget(label);
    head->addWidget(m_region);
    head->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(head);
    layout->addWidget(m_sentence);
    layout->addWidget(m_cities, 1);
    layout->addWidget(failOver);
    connect(m_region, &QComboBox::currentIndexChanged, this, &LossView::showLoss);
}

void LossView::setPlacement(const Placement &placement, const Surroundings &around)
{
    const QString chosen = m_region->currentData().toString();
    m_placement = placement;
    m_around = around;
    {
        const QSignalBlocker quiet(m_region);
        m_region->clear();
        for (const Region &region : around.deployment.regions)
            m_region->addItem(around.label(region.name), region.name);
        const int row = m_region->findData(chosen);
        m_region->setCurrentIndex(row < 0 && m_region->count() > 0 ? 0 : row);
    }
    showLoss();
}

void LossView::choose(const QString &region)
{
    m_region->setCurrentIndex(m_region->findData(region));
}

void LossView::showLoss()
{
    if (m_region->currentIndex() < 0) {
        m_sentence->clear();
        m_cities->setTable({});
        return;
    }
    const RegionLoss loss = regionLoss(m_placement, m_region->currentData().toString());
    m_sentence->setText(tr("%1 As of %2; no server was asked for this.")
                            .arg(lossText(loss, m_around), CityTime::utcText(loss.asOf)));
    m_cities->setTable(lossCells(loss, m_around));
}

} // namespace movr
