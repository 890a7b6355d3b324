#include "ui/tables/paged_table_view.h"

#include "models/paged_model.h"
#include "ui/tables/column_chooser.h"
#include "ui/tables/meaning_delegate.h"
#include "ui/tables/selection_text.h"
#include "ui/theme/mixed_color.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
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
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
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
    connect(model, &PagedModel::sought, this, &PagedTableView::arrive);
    connect(model, &PagedModel::positionsChanged, this, &PagedTableView::placeChanged);
    connect(model, &PagedModel::stateChanged, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedTableView::placeMoved);
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

/// Every column its typical width; where there is too little room, columns of longer texts give way, but not the
/// one the rows are in the order of.
void PagedTableView::fitWidths()
{
    constexpr int longText = 13; ///< characters; shorter ones are ids, dates and numbers, of no use when cut
    const int letter = fontMetrics().averageCharWidth();
    const int digit = std::max(letter, fontMetrics().horizontalAdvance(u'0'));
    const auto isRigid = [](const ColumnInfo &column) {
        return column.characters < longText || column.sortable;
    };
    const auto widthOf = [letter, digit](const ColumnInfo &column) {
        return (column.characters + columnPadding) * (column.characters < longText ? digit : letter);
    };
    const auto &columns = m_model->columns();
    int rigid = 0;
    int flexible = 0;
    for (int column = 0; column < columns.size(); ++column)
        if (!isColumnHidden(column))
            (isRigid(columns.at(column)) ? rigid : flexible) += widthOf(columns.at(column));
    const int room = viewport()->width();
    const double all = std::clamp(double(room) / std::max(1, rigid + flexible), 1.0, 1.6);
    const double some = std::clamp(double(room - rigid) / std::max(1, flexible), 0.6, 1.0);
    m_fitting = true;
    for (int column = 0; column < columns.size(); ++column) {
        const ColumnInfo &info = columns.at(column);
        setColumnWidth(column, int(widthOf(info) * all * (isRigid(info) ? 1 : some)));
    }
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

void PagedTableView::placeMoved()
{
    if (m_changing)
        return;
    m_model->setVisibleRows(firstVisibleRow(), lastVisibleRow());
    prefetch();
    Q_EMIT placeChanged();
}

int PagedTableView::rowsThatFit() const
{
    return std::max(1, viewport()->height() / verticalHeader()->defaultSectionSize());
}

double PagedTableView::shownAt() const
{
    const double last = m_model->totalRows() - rowsThatFit();
    const int first = std::max(0, firstVisibleRow());
    // Exact at the ends: the last row is seen, whatever was estimated above it.
    if (m_model->atEnd() && verticalScrollBar()->value() >= verticalScrollBar()->maximum())
        return m_model->atStart() && verticalScrollBar()->maximum() == 0 ? 0 : 1;
    return last <= 0 ? 0 : std::clamp(m_model->rowsBefore(first) / last, 0.0, 1.0);
}

void PagedTableView::showAt(double share)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const double top = std::clamp(share, 0.0, 1.0) * std::max(0.0, m_model->totalRows() - rowsThatFit());
    const bool first = share <= 0;
    const bool last = share >= 1;
    if ((first && m_model->atStart()) || (last && m_model->atEnd())) {
        first ? scrollToTop() : scrollToBottom();
    } else if (!first && !last && !m_model->isSeeking() && m_model->rowsBefore(0) <= top
               && top < m_model->rowsBefore(rows - 1) - rowsThatFit()) {
        const double row = top - m_model->rowsBefore(0);
        verticalScrollBar()->setValue(int(row * verticalHeader()->defaultSectionSize()));
    } else {
        m_model->seek(first ? 0 : last ? 1 : std::clamp(top / m_model->totalRows(), 1e-9, 1 - 1e-9));
    }
}

void PagedTableView::arrive(bool atEnd)
{
    atEnd ? scrollToBottom() : scrollToTop();
    placeMoved();
}

void PagedTableView::scrollRows(int rows)
{
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + rows * verticalHeader()->defaultSectionSize());
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
    PagedTableView::updateGeometries();
    const auto valid = [](const QPersistentModelIndex &index) { return index.isValid(); };
    const auto anchor = std::find_if(m_anchor.rows.cbegin(), m_anchor.rows.cend(), valid);
    if (m_anchor.hold && anchor != m_anchor.rows.cend()) {
        const int above = int(anchor - m_anchor.rows.cbegin());
        const int height = verticalHeader()->defaultSectionSize();
        verticalScrollBar()->setValue((anchor->row() - above) * height + m_anchor.offset);
    }
    m_anchor = {};
    m_changing = false;
    selectKept();
    placeMoved();
}

int PagedTableView::selectedCount() const
{
    int rows = 0;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges)
        rows += range.left() == 0 ? range.height() : 0;
    return rows;
}

bool PagedTableView::selectionEndsWithLoaded() const
{
    const int last = m_model->rowCount() - 1;
    if (last < 0 || selectedCount() < 2)
        return false;
    const auto selected = [this](int row) { return selectionModel()->isSelected(m_model->index(row, 0)); };
    return (!m_model->atStart() && selected(0)) || (!m_model->atEnd() && selected(last));
}

void PagedTableView::keepSelection()
{
    constexpr qsizetype most = 5000;
    m_kept.clear();
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows.first(std::min(rows.size(), most)))
        m_kept.append(m_model->rowId(row.row()));
}

/// A window that was somewhere else has lost the selection with its rows; it is back when they are.
void PagedTableView::selectKept()
{
    if (m_kept.isEmpty() || selectionModel()->hasSelection())
        return;
    const QList<RowId> kept = m_kept;
    QItemSelection selection;
    int current = -1;
    for (const RowId &id : kept) {
        const int row = m_model->rowOf(id);
        if (row < 0)
            continue;
        selection.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
        current = current < 0 ? row : current;
    }
    if (current < 0)
        return;
    m_changing = true; // not the user's own choice
    selectionModel()->setCurrentIndex(m_model->index(current, 0), QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_changing = false;
}

void PagedTableView::updateGeometries()
{
    QTableView::updateGeometries();
    // Room behind the last row for those that are on their way: scrolling never stops at the end of a page.
    if (m_model->rowCount() > 0 && !m_model->atEnd() && m_model->state() == LoadState::Ready)
        verticalScrollBar()->setMaximum(verticalScrollBar()->maximum() + viewport()->height() / 2);
}

void PagedTableView::paintEvent(QPaintEvent *event)
{
    const bool elsewhere = m_model->isSeeking();
    if (!elsewhere)
        QTableView::paintEvent(event);
    const int end = elsewhere ? 0 : verticalHeader()->length() - verticalScrollBar()->value();
    const bool more = m_model->rowCount() > 0 && !m_model->atEnd();
    if (!elsewhere && (!more || end >= viewport()->height()))
        return;
    QPainter painter(viewport());
    if (elsewhere)
        painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    paintLoading(painter, end);
}

void PagedTableView::paintLoading(QPainter &painter, int from) const
{
    const QColor bar = mixedColor(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.12);
    const int height = verticalHeader()->defaultSectionSize();
    const int thickness = fontMetrics().height() * 2 / 3;
    constexpr int margin = 6;
    for (int y = from, row = 0; y < viewport()->height(); y += height, ++row) {
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (isColumnHidden(column))
                continue;
            // Texts are not all of one length, and neither are the bars that stand for them.
            const double share = 0.55 + 0.1 * ((row * 7 + column * 5) % 4);
            // Plain rectangles: a few hundred rounded ones take longer than the rows that they stand for.
            const QRect cell(columnViewportPosition(column) + margin, y + (height - thickness) / 2,
                             int((columnWidth(column) - 2 * margin) * share), thickness);
            painter.fillRect(cell, bar);
        }
    }
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
    } else if (!m_model->isSeeking()) {
        QTableView::keyPressEvent(event);
        return;
    }
    event->accept();
}

/// While other rows are on their way, those that are still there cannot be seen: nothing can be chosen among them.
void PagedTableView::mousePressEvent(QMouseEvent *event)
{
    if (!m_model->isSeeking())
        QTableView::mousePressEvent(event);
}

void PagedTableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!m_model->isSeeking())
        QTableView::mouseDoubleClickEvent(event);
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
    placeMoved();
}

void PagedTableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    m_model->setEvicts(selectedCount() < 2);
    if (!m_changing)
        keepSelection();
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
