#include "ui/placement/definition_view.h"

#include "ui/placement/sql_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace movr {

namespace {

void keepChoice(QComboBox *box, const QList<std::pair<QString, QString>> &choices)
{
    const QString chosen = box->currentData().toString();
    const QSignalBlocker quiet(box);
    box->clear();
    for (const auto &[text, data] : choices)
        box->addItem(text, data);
    const int row = box->findData(chosen);
    box->setCurrentIndex(row < 0 && box->count() > 0 ? 0 : row);
}

} // namespace

DefinitionView::DefinitionView(QWidget *parent)
    : QWidget(parent), m_table(new QComboBox(this)), m_region(new QComboBox(this)),
      m_sql(new SqlView(tr("Definition"), tr("&Copy definition"), this))
{
    m_table->setAccessibleName(tr("Table"));
    m_table->setObjectName(QStringLiteral("definitionTable"));
    m_table->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_region->setAccessibleName(tr("Region"));
    m_region->setObjectName(QStringLiteral("definitionRegion"));
    m_region->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *tableLabel = new QLabel(tr("Ta&ble"), this);
    tableLabel->setBuddy(m_table);
    auto *regionLabel = new QLabel(tr("as the &server of"), this);
    regionLabel->setBuddy(m_region);
    auto *head = new QHBoxLayout;
    head->addWidget(tableLabel);
    head->addWidget(m_table);
    head->addWidget(regionLabel);
    head->addWidget(m_region);
    head->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(head);
    layout->addWidget(m_sql, 1);
    for (QComboBox *box : {m_table, m_region})
        connect(box, &QComboBox::currentIndexChanged, this, &DefinitionView::definitionWanted);
}

void DefinitionView::setPlacement(const Placement &placement, const Surroundings &around)
{
    QList<std::pair<QString, QString>> tables;
    for (const PlacedTable &table : placement.tables)
        tables.append({table.name, table.name});
    QList<std::pair<QString, QString>> regions;
    for (const Region &region : around.deployment.regions)
        regions.append({around.label(region.name), region.name});
    const std::pair before(table(), region());
    keepChoice(m_table, tables);
    keepChoice(m_region, regions);
    if (before != std::pair(table(), region()))
        Q_EMIT definitionWanted();
}

void DefinitionView::clear()
{
    keepChoice(m_table, {});
    keepChoice(m_region, {});
    m_sql->setSql({});
    m_sql->setTitle({});
}

void DefinitionView::choose(const QString &table, const QString &region)
{
    const std::pair before(this->table(), this->region());
    {
        const QSignalBlocker quietTable(m_table);
        const QSignalBlocker quietRegion(m_region);
        if (const int row = m_table->findData(table); row >= 0)
            m_table->setCurrentIndex(row);
        if (const int row = m_region->findData(region); row >= 0)
            m_region->setCurrentIndex(row);
    }
    if (before != std::pair(this->table(), this->region()))
        Q_EMIT definitionWanted();
}

QString DefinitionView::table() const
{
    return m_table->currentData().toString();
}

QString DefinitionView::region() const
{
    return m_region->currentData().toString();
}

QString DefinitionView::sql() const
{
    return m_sql->sql();
}

void DefinitionView::setLoading()
{
    m_sql->setTitle(tr("Reading the definition of %1 in %2…").arg(table(), m_region->currentText()));
    m_sql->setSql({});
}

void DefinitionView::setFailed(const Failure &failure)
{
    m_sql->setTitle(tr("The definition could not be read. %1").arg(failure.sentence));
    m_sql->setSql({});
}

void DefinitionView::setDefinition(const Definition &definition)
{
    m_sql->setTitle(tr("%1 with its partitions, indexes, publications and placement, as %2 has it:")
                        .arg(definition.table, m_region->currentText()));
    m_sql->setSql(definition.text());
}

} // namespace movr
