#include "ui/tables/paged_table_view.h"

#include "models/paged_model.h"
#include "ui/tables/column_chooser.h"
#include "ui/tables/meaning_delegate.h"
#include "ui/tables/selection_text.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace movr {

namespace {

constexpr int columnPadding = 2; ///< characters beside a column's text

} // namespace

PagedTableView::PagedTableView(PagedModel *model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new MeaningDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setUpHeader();
    m_chooser = new ColumnChooser(this);
    setRowHeights();
    fitWidths();

    connect(model, &PagedModel::rowsAboutToChange, this, &PagedTableView::holdPosition);
    connect(model, &PagedModel::rowsChanged, this, &PagedTableView::restorePosition);
    connect(model, &PagedModel::jumped, this, &PagedTableView::jump);
    connect(model, &PagedModel::sortChanged, this, &PagedTableView::showSortOrder);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedTableView::prefetch);
    connect(this, &QTableView::doubleClicked, this, &PagedTableView::rowActivated);
}

void PagedTableView::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
    header->setAccessibleName(tr("Columns"));
    connect(header, &QHeaderView::sectionClicked, this, &PagedTableView::clickHeader);
    connect(header, &QHeaderView::sectionResized, this, [this](int section) {
        // The last one follows the window; any other has been given a width by hand.
        m_ownWidths = m_ownWidths || (!m_fitting && section != m_model->columnCount() - 1);
    });
    showSortOrder();
    verticalHeader()->hide();
}

void PagedTableView::setRowHeights()
{
    QHeaderView *rows = verticalHeader();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(fontMetrics().height() + 4);
    rows->setDefaultSectionSize(fontMetrics().height() + 10);
}

void PagedTableView::fitWidths()
{
    const int character = fontMetrics().averageCharWidth();
    const auto &columns = m_model->columns();
    int wanted = 0;
    for (const ColumnInfo &column : columns)
        wanted += (column.characters + columnPadding) * character;
    const double share = std::clamp(double(viewport()->width()) / wanted, 0.8, 1.6);
    m_fitting = true;
    for (int column = 0; column < columns.size(); ++column)
        setColumnWidth(column, int((columns.at(column).characters + columnPadding) * character * share));
    m_fitting = false;
}

void PagedTableView::clickHeader(int section)
{
    const bool same = section == m_model->sortColumn();
    const bool ascending = same && m_model->sortOrder() == Qt::DescendingOrder;
    m_model->sort(section, ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
    showSortOrder(); // the header has moved its indicator already, to a column without an index too
}

void PagedTableView::showSortOrder()
{
    horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder());
}

int PagedTableView::firstVisibleRow() const
{
    return rowAt(0);
}

int PagedTableView::lastVisibleRow() const
{
    const int row = rowAt(viewport()->height() - 1);
    return row < 0 ? m_model->rowCount() - 1 : row;
}

void PagedTableView::prefetch()
{
    if (m_changing || m_model->rowCount() == 0)
        return;
    const bool nearEnd = lastVisibleRow() + prefetchRows >= m_model->rowCount();
    const bool nearStart = firstVisibleRow() < prefetchRows;
    // Only one request is out at a time: the nearer end of the window first.
    const bool startFirst = firstVisibleRow() < m_model->rowCount() - lastVisibleRow();
    if (nearStart && startFirst && m_model->canFetchPrevious())
        m_model->fetchPrevious();
    else if (nearEnd && m_model->canFetchMore({}))
        m_model->fetchMore({});
    else if (nearStart && m_model->canFetchPrevious())
        m_model->fetchPrevious();
}

void PagedTableView::holdPosition()
{
    m_changing = true;
    m_anchor = {};
    const int first = firstVisibleRow();
    if (first < 0)
        return;
    m_anchor.offset = -rowViewportPosition(first);
    for (int row = first; row <= lastVisibleRow(); ++row)
        m_anchor.rows.append(m_model->index(row, 0));
    // Someone who looks at the very start of the data wants to see what is new there.
    m_anchor.hold = !(verticalScrollBar()->value() == 0 && m_model->atStart());
}

void PagedTableView::restorePosition()
{
    executeDelayedItemsLayout();
    updateGeometries();
    const auto valid = [](const QPersistentModelIndex &index) { return index.isValid(); };
    const auto anchor = std::find_if(m_anchor.rows.cbegin(), m_anchor.rows.cend(), valid);
    if (m_anchor.hold && anchor != m_anchor.rows.cend()) {
        const int above = int(anchor - m_anchor.rows.cbegin());
        const int height = verticalHeader()->defaultSectionSize();
        verticalScrollBar()->setValue((anchor->row() - above) * height + m_anchor.offset);
    }
    m_anchor = {};
    m_changing = false;
    prefetch();
}

void PagedTableView::jump(bool toEnd)
{
    if (m_model->rowCount() == 0)
        return;
    const int row = toEnd ? m_model->rowCount() - 1 : 0;
    selectionModel()->setCurrentIndex(m_model->index(row, std::max(0, currentIndex().column())),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    toEnd ? scrollToBottom() : scrollToTop();
}

int PagedTableView::selectedRow() const
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isRowSelected(current.row()))
        return current.row();
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.constFirst().row();
}

QString PagedTableView::selectedText() const
{
    return selectedRowsText(*this);
}

void PagedTableView::copySelection() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void PagedTableView::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->key() == Qt::Key_Home && !shift) {
        m_model->showStart();
    } else if (event->key() == Qt::Key_End && !shift) {
        m_model->showEnd();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (selectedRow() >= 0)
            Q_EMIT rowActivated();
    } else if (event->key() == Qt::Key_F10 && shift) {
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, {}, {});
        contextMenuEvent(&menu);
    } else {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void PagedTableView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const QModelIndex current = currentIndex();
        if (current.isValid())
            scrollTo(current);
        const QRect cell = current.isValid() ? visualRect(current) : QRect(0, 0, 1, 1);
        position = viewport()->mapToGlobal(cell.intersected(viewport()->rect()).bottomLeft());
    }
    Q_EMIT contextMenuRequested(position);
    event->accept();
}

void PagedTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeights();
}

void PagedTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (!m_ownWidths)
        fitWidths();
    prefetch();
}

void PagedTableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT rowSelectionChanged();
}

QVariantMap PagedTableView::saveState() const
{
    QVariantList widths;
    for (int column = 0; column < m_model->columnCount(); ++column)
        widths.append(columnWidth(column));
    return {{QStringLiteral("widths"), m_ownWidths ? widths : QVariantList()},
            {QStringLiteral("hidden"), m_chooser->saveState()},
            {QStringLiteral("sort"), m_model->sortColumn()},
            {QStringLiteral("descending"), m_model->sortOrder() == Qt::DescendingOrder}};
}

void PagedTableView::restoreState(const QVariantMap &state)
{
    const QVariantList widths = state.value(QStringLiteral("widths")).toList();
    if (widths.size() == m_model->columnCount()) {
        for (int column = 0; column < widths.size(); ++column) {
            if (const int width = widths.at(column).toInt(); width > 0)
                setColumnWidth(column, std::clamp(width, horizontalHeader()->minimumSectionSize(), 2000));
        }
    }
    m_chooser->restoreState(state.value(QStringLiteral("hidden")).toList());
    if (state.contains(QStringLiteral("sort"))) {
        const bool descending = state.value(QStringLiteral("descending")).toBool();
        m_model->sort(state.value(QStringLiteral("sort")).toInt(),
                      descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

} // namespace movr
