#include "ui/placement/row_place_view.h"

#include "models/placement/row_place_cells.h"
#include "ui/placement/cell_table_view.h"
#include "ui/text/selectable_text.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

RowPlaceView::RowPlaceView(QWidget *parent)
    : QWidget(parent), m_title(selectableText(this)), m_sentence(selectableText(this)),
      m_busy(new QProgressBar(this)), m_buttons(new QWidget(this)),
      m_regions(new CellTableView(tr("The row in each region"), this))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("rowTitle"));
    m_sentence->setObjectName(QStringLiteral("rowSentence"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(160, 6);
    m_busy->setAccessibleName(tr("Looking for the row"));
    auto *again =
        new QPushButton(QIcon::fromTheme(QStringLiteral("view-refresh")), tr("Ask &again"), m_buttons);
    again->setToolTip(tr("Asks every region for this row once more."));
    auto *partition = new QPushButton(tr("Show its par&tition"), m_buttons);
    partition->setToolTip(tr("Shows the partition in the tree."));
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(again);
    row->addWidget(partition);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_busy);
    head->addWidget(m_buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(head);
    layout->addWidget(m_sentence);
    layout->addWidget(m_regions, 1);
    connect(again, &QPushButton::clicked, this, &RowPlaceView::againWanted);
    connect(partition, &QPushButton::clicked, this, [this] { Q_EMIT partitionWanted(m_relation); });
    clear();
}

void RowPlaceView::setText(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void RowPlaceView::clear()
{
    m_found = false;
    setText(tr("No row is chosen"),
            tr("Choose “Show where it lives” on a user, a vehicle or a ride, in the menu of its row or in "
               "the inspector."));
    m_busy->hide();
    m_buttons->hide();
    m_regions->setTable({});
    m_regions->hide();
}

void RowPlaceView::setLoading(RowKind kind, const RowId &row)
{
    m_found = false;
    setText(rowPlaceTitle(kind, row), tr("Every region is asked for the row by its primary key…"));
    m_busy->show();
    m_buttons->hide();
    m_regions->hide();
}

void RowPlaceView::setFailed(const Failure &failure)
{
    m_found = false;
    m_busy->hide();
    m_regions->hide();
    m_buttons->show();
    m_sentence->setText(tr("Where it lives could not be found out. %1").arg(failure.sentence));
    m_sentence->setToolTip(failure.detail);
    m_sentence->show();
}

void RowPlaceView::setPlace(const RowPlacement &place, const Surroundings &around)
{
    m_found = true;
    m_relation = place.relation;
    setText(rowPlaceTitle(place.kind, place.row), around.labels().in(place.sentence));
    m_busy->hide();
    m_buttons->show();
    m_regions->setTable(rowPlaceCells(place, around));
    m_regions->show();
}

} // namespace movr
