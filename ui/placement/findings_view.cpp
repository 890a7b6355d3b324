#include "ui/placement/findings_view.h"

#include "models/placement/finding_cells.h"
#include "ui/placement/cell_table_view.h"
#include "ui/placement/mark_shape.h"
#include "ui/placement/sql_view.h"
#include "ui/text/selectable_text.h"
#include "ui/theme/meaning.h"
#include "ui/window/page_stack.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

FindingsView::FindingsView(QWidget *parent)
    : QWidget(parent), m_stack(new PageStack(this)), m_nothingIcon(new QLabel), m_nothing(selectableText()),
      m_list(new CellTableView(tr("Findings"))), m_sentence(selectableText()), m_evidence(selectableText()),
      m_fix(new SqlView(tr("SQL that would mend it"), tr("Copy fi&x")))
{
    QFont bold = m_sentence->font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    m_sentence->setObjectName(QStringLiteral("findingSentence"));
    m_evidence->setObjectName(QStringLiteral("findingEvidence"));
    m_nothing->setObjectName(QStringLiteral("noFindings"));
    for (QLabel *label : {m_sentence, m_evidence})
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *detail = new QWidget;
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(12, 8, 8, 8);
    column->addWidget(m_sentence);
    column->addWidget(m_evidence);
    column->addWidget(m_fix, 1);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);

    auto *nothing = new QWidget;
    auto *middle = new QVBoxLayout(nothing);
    m_nothing->setAlignment(Qt::AlignCenter);
    middle->addStretch(1);
    middle->addWidget(m_nothingIcon, 0, Qt::AlignHCenter);
    middle->addWidget(m_nothing);
    middle->addStretch(2);
    m_stack->addWidget(nothing);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_list, &CellTableView::currentKeyChanged, this, &FindingsView::showCurrent);
}

void FindingsView::setFindings(const QList<Finding> &findings, const RegionLabels &labels, bool complete,
                               const QString &gaps)
{
    m_labels = labels;
    m_findings = findings;
    m_complete = complete;
    m_gaps = gaps;
    m_list->setTable(findingCells(findings, labels));
    // The worst is the first; what somebody reads stays.
    if ((m_list->currentKey().isEmpty() || !isVisible()) && !findings.isEmpty())
        m_list->setCurrentKey(findings.first().key());
    m_stack->setCurrentIndex(findings.isEmpty() ? 0 : 1);
    showCurrent();
    showNothing();
}

void FindingsView::showNothing()
{
    m_nothing->setText(m_complete ? tr("No findings: everything that is declared is so.")
                                  : tr("No findings in what could be read. %1").arg(m_gaps));
    const PlacementState state = m_complete ? PlacementState::Right : PlacementState::Unknown;
    m_nothingIcon->setPixmap(markIcon(state, palette(), devicePixelRatioF()).pixmap(16, 16));
}

void FindingsView::showCurrent()
{
    const QString key = m_list->currentKey();
    const auto found = std::find_if(m_findings.cbegin(), m_findings.cend(),
                                    [&key](const Finding &finding) { return finding.key() == key; });
    const Finding finding = found == m_findings.cend() ? Finding() : *found;
    m_sentence->setText(m_labels.in(finding.sentence));
    m_evidence->setText(m_labels.in(finding.evidence).trimmed() + u'\n' + sinceText(finding));
    m_fix->setSql(finding.fix);
    m_fix->setTitle(finding.fix.isEmpty() ? tr("There is no statement that would mend this.")
                                          : tr("SQL that would mend it. Read it before you run it:"));
}

void FindingsView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showNothing();
}

} // namespace movr
