#include "ui/placement/statements_view.h"

#include "models/placement/statement_cells.h"
#include "ui/placement/cell_table_view.h"
#include "ui/placement/sql_view.h"
#include "ui/text/selectable_text.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

StatementsView::StatementsView(QWidget *parent)
    : QWidget(parent), m_text(selectableText(this)), m_busy(new QProgressBar(this)),
      m_again(new QPushButton(QIcon::fromTheme(QStringLiteral("view-refresh")), tr("E&xplain again"), this)),
      m_table(new CellTableView(tr("Statements and where they run"), this)),
      m_plan(new SqlView(tr("Plan"), tr("Cop&y plan"), this))
{
    m_text->setObjectName(QStringLiteral("statementsText"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(160, 6);
    m_busy->setAccessibleName(tr("Explaining the statements"));
    m_again->setToolTip(
        tr("Asks the servers for the plans again. What only reads is run for it; nothing is changed."));
    auto *head = new QHBoxLayout;
    head->addWidget(m_text, 1);
    head->addWidget(m_busy);
    head->addWidget(m_again);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_plan);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({720, 300});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(head);
    layout->addWidget(splitter, 1);
    connect(m_again, &QPushButton::clicked, this, &StatementsView::statementsWanted);
    connect(m_table, &CellTableView::currentKeyChanged, this, &StatementsView::showPlan);
    clear();
}

void StatementsView::clear()
{
    m_statements.clear();
    m_table->setTable({});
    m_busy->hide();
    m_again->setEnabled(true);
    m_text->setText({});
    showPlan();
}

void StatementsView::setLoading()
{
    m_busy->show();
    m_again->setEnabled(false);
    m_text->setText(tr("The servers explain every statement that the console sends…"));
}

void StatementsView::setFailed(const Failure &failure)
{
    m_busy->hide();
    m_again->setEnabled(true);
    m_text->setText(m_statements.isEmpty() ? tr("The plans could not be read. %1").arg(failure.sentence)
                                           : tr("Last known plans. %1").arg(failure.sentence));
    m_text->setToolTip(failure.detail);
}

void StatementsView::setStatements(const QList<StatementLocality> &statements, const Surroundings &around)
{
    m_statements = statements;
    m_busy->hide();
    m_again->setEnabled(true);
    const auto crossing = std::count_if(statements.cbegin(), statements.cend(),
                                        [](const StatementLocality &one) { return one.crossesRegions; });
    m_text->setText(tr("%1 statements, %2 of them cross regions. Plans of the real servers; costs from the "
                       "measured round "
                       "trips.")
                        .arg(statements.size())
                        .arg(crossing));
    m_text->setToolTip({});
    m_table->setTable(statementCells(statements, around));
    showPlan();
}

void StatementsView::showPlan()
{
    const QString key = m_table->currentKey();
    const auto found =
        std::find_if(m_statements.cbegin(), m_statements.cend(),
                     [&key](const StatementLocality &one) { return statementKey(one) == key; });
    if (found == m_statements.cend()) {
        m_plan->setTitle(tr("Choose a statement to see its plan."));
        m_plan->setSql({});
        return;
    }
    m_plan->setTitle(found->sentence.isEmpty() ? found->statement : found->sentence);
    m_plan->setSql(planText(*found));
}

} // namespace movr
