#include "ui/search/search_palette.h"

#include "models/search/search_model.h"
#include "ui/console_context.h"
#include "ui/search/search_delegate.h"
#include "ui/search/search_list.h"
#include "ui/search/search_notice.h"
#include "ui/search/searcher.h"
#include "ui/text/edit_buttons.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int shadow = 14; ///< pixels around the panel
constexpr int widest = 780;
constexpr int pageStep = 8;
/// More than what is looked for, so that a text that was pasted whole is told to be too long, not cut.
constexpr int longestInput = 10 * longestSearch;

QLabel *label(QWidget *parent, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setObjectName(name);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QString iconName(SearchRow::Kind kind)
{
    switch (kind) {
    case SearchRow::Kind::User:
        return QStringLiteral("user-identity");
    case SearchRow::Kind::Vehicle:
        return QStringLiteral("car");
    case SearchRow::Kind::Ride:
        return QStringLiteral("flag");
    case SearchRow::Kind::Recent:
        return QStringLiteral("appointment-new");
    case SearchRow::Kind::ForgetRecent:
        return QStringLiteral("edit-clear-history");
    case SearchRow::Kind::Gap:
        return QStringLiteral("data-warning");
    default:
        return {};
    }
}

} // namespace

SearchPalette::SearchPalette(ConsoleContext *context, QWidget *window)
    : QWidget(window), m_model(new SearchModel(this)), m_searcher(new Searcher(context, m_model, this)),
      m_panel(new QFrame(this)), m_edit(new QLineEdit(m_panel)), m_busy(new QProgressBar(m_panel)),
      m_list(new SearchList(m_model, m_panel)), m_notice(new SearchNotice(m_model, m_panel)),
      m_status(label(m_panel, QStringLiteral("searchStatus"))),
      m_delegate(new SearchDelegate([this](const QModelIndex &index) { return iconOf(index); }, this))
{
    setObjectName(QStringLiteral("searchPalette"));
    setAccessibleName(tr("Search anything"));
    hide();
    build();
    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &SearchPalette::textChanged);
    connect(m_model, &SearchModel::stateChanged, this, &SearchPalette::modelChanged);
    connect(m_list, &QListView::clicked, this, &SearchPalette::activate);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SearchPalette::currentChanged);
    connect(context, &ConsoleContext::fleetChanged, this, &SearchPalette::dismiss);
}

void SearchPalette::build()
{
    m_panel->setFrameShape(QFrame::StyledPanel);
    m_panel->setAutoFillBackground(true);
    m_panel->setBackgroundRole(QPalette::Base);
    m_edit->setObjectName(QStringLiteral("searchEdit"));
    m_edit->setAccessibleName(tr("Search anything"));
    m_edit->setPlaceholderText(tr("Id, username, e-mail, name, location or action"));
    m_edit->setFrame(false);
    m_edit->setMaxLength(longestInput);
    addSearchIcon(m_edit);
    addClearButton(m_edit);
    QFont large = m_edit->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_edit->setFont(large);
    m_edit->setMinimumHeight(QFontMetrics(large).height() + 20);
    m_busy->setObjectName(QStringLiteral("searchBusy"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(3);
    m_busy->setAccessibleName(tr("Searching"));
    QSizePolicy keeps = m_busy->sizePolicy();
    keeps.setRetainSizeWhenHidden(true); // what is below must not jump
    m_busy->setSizePolicy(keeps);
    m_list->setItemDelegate(m_delegate);

    auto *keys = label(m_panel, QStringLiteral("searchKeys"));
    keys->setText(tr("↑ ↓ choose · Tab next group · Enter open · Esc close"));
    for (QLabel *text : {keys, m_status})
        text->setForegroundRole(QPalette::PlaceholderText);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 6, 12, 8);
    foot->addWidget(m_status, 1);
    foot->addWidget(keys);

    auto *column = new QVBoxLayout(m_panel);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(6, 2, 6, 0);
    head->addWidget(m_edit);
    column->addLayout(head);
    column->addWidget(m_busy);
    column->addWidget(m_list, 1);
    column->addWidget(m_notice);
    column->addLayout(foot);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(shadow, shadow / 2, shadow, shadow);
    layout->addWidget(m_panel);
}

void SearchPalette::open(const Offer &offer)
{
    if (!isVisible())
        m_formerFocus = QApplication::focusWidget();
    m_commandIcon = offer.iconOf;
    m_openWhenFound = false;
    m_edit->clear();
    m_model->setTime(offer.time);
    m_model->setRecent(offer.recent);
    m_model->setCommands(offer.commands);
    m_list->chooseFirst();
    m_list->scrollToTop();
    fit();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void SearchPalette::dismiss()
{
    if (!isVisible())
        return;
    const bool focused = isAncestorOf(QApplication::focusWidget());
    hide();
    m_searcher->stop();
    if (focused && m_formerFocus && m_formerFocus->isVisible())
        m_formerFocus->setFocus(Qt::OtherFocusReason);
}

void SearchPalette::setRecent(const QStringList &texts)
{
    m_model->setRecent(texts);
    m_list->chooseFirst();
}

bool SearchPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible())
            fit();
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        return handleKey(pressed->key(), pressed->modifiers());
    }
    if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            dismiss();
    }
    return false;
}

bool SearchPalette::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const QModelIndex before = m_list->currentIndex();
    const bool handled = handleMove(key);
    m_moved = m_moved || m_list->currentIndex() != before;
    if (handled)
        return true;
    switch (key) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    default:
        return false;
    }
}

bool SearchPalette::handleMove(int key)
{
    switch (key) {
    case Qt::Key_Up:
        m_list->step(-1);
        return true;
    case Qt::Key_Down:
        m_list->step(1);
        return true;
    case Qt::Key_PageUp:
        m_list->step(-pageStep);
        return true;
    case Qt::Key_PageDown:
        m_list->step(pageStep);
        return true;
    case Qt::Key_Tab:
        m_list->stepGroup(1);
        return true;
    case Qt::Key_Backtab:
        m_list->stepGroup(-1);
        return true;
    default:
        return false;
    }
}

void SearchPalette::textChanged(const QString &text)
{
    m_openWhenFound = false;
    m_moved = false;
    m_delegate->setTyped(text);
    m_searcher->setText(text);
    // What answered at once may be chosen; a row that an older text found is not what is typed now.
    const int first = m_list->firstChoosable();
    const bool known =
        first >= 0 && (!m_model->isSearching() || m_model->row(first).kind == SearchRow::Kind::Command);
    m_list->choose(known ? first : -1);
    m_list->scrollToTop();
    m_list->viewport()->update();
}

void SearchPalette::modelChanged()
{
    // Until one is chosen by hand, the best that is known is.
    const bool answered = !m_model->isSearching() || m_model->hitsAreCurrent();
    const bool onAction =
        m_list->currentRow() >= 0 && m_model->row(m_list->currentRow()).kind == SearchRow::Kind::Command;
    if (answered && (m_list->currentRow() < 0 || (!m_moved && !onAction)))
        m_list->chooseFirst();
    showState();
    if (isVisible())
        fit();
    if (m_openWhenFound && (m_model->hasExactHit() || !m_model->isSearching())) {
        m_openWhenFound = false;
        activate(m_list->currentIndex());
    }
}

void SearchPalette::accept()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid()) {
        activate(current);
        return;
    }
    m_openWhenFound = m_model->isSearching();
    m_searcher->hurry();
}

void SearchPalette::activate(const QModelIndex &index)
{
    if (!index.isValid() || !m_model->row(index.row()).choosable)
        return;
    const SearchRow row = m_model->row(index.row());
    switch (row.kind) {
    case SearchRow::Kind::Recent:
        m_edit->setText(row.title);
        m_searcher->hurry();
        return;
    case SearchRow::Kind::ForgetRecent:
        Q_EMIT forgetWanted();
        return;
    case SearchRow::Kind::Command:
        dismiss();
        Q_EMIT commandChosen(row.command);
        return;
    default:
        break;
    }
    if (!row.link)
        return;
    Q_EMIT textUsed(m_model->text().trimmed());
    dismiss();
    Q_EMIT linkChosen(*row.link);
}

void SearchPalette::currentChanged()
{
    // The keyboard never leaves the field: it tells what is chosen.
    const QModelIndex current = m_list->currentIndex();
    const QString text = current.isValid() ? current.data(Qt::AccessibleTextRole).toString() : QString();
    if (m_edit->accessibleDescription() == text)
        return;
    m_edit->setAccessibleDescription(text);
    QAccessibleEvent changed(m_edit, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void SearchPalette::showState()
{
    m_notice->showState();
    m_list->setVisible(m_model->rowCount() > 0);
    m_busy->setVisible(m_model->isSearching());
    m_status->setText(searchStatus(*m_model));
}

/// As high as what it shows, within the window.
void SearchPalette::fit()
{
    const QSize room = parentWidget()->size();
    const int width = qMin(widest + 2 * shadow, room.width() - 24);
    const int most = qMax(120, room.height() * 6 / 10);
    m_list->setFixedHeight(qMin(m_list->contentHeight() + 6, most));
    // Asked of the panel itself: what the outer layout knows of it may be of before.
    m_panel->layout()->invalidate();
    const QMargins margins = layout()->contentsMargins();
    const int wanted = m_panel->layout()->totalSizeHint().height() + margins.top() + margins.bottom();
    const int height = qMin(wanted, room.height() - 12);
    setGeometry((room.width() - width) / 2, qMin(60, room.height() / 12), width, height);
}

QIcon SearchPalette::iconOf(const QModelIndex &index) const
{
    const SearchRow &row = m_model->row(index.row());
    if (row.kind == SearchRow::Kind::Command)
        return m_commandIcon ? m_commandIcon(row.command) : QIcon();
    const QString name = iconName(row.kind);
    return name.isEmpty() ? QIcon() : QIcon::fromTheme(name);
}

void SearchPalette::paintEvent(QPaintEvent *)
{
    // A soft shadow tells that it lies over the window.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor shade = palette().color(QPalette::Shadow);
    shade.setAlpha(9);
    painter.setBrush(shade);
    for (int i = 0; i < shadow; i += 2) {
        const QRect area = m_panel->geometry().adjusted(-i, -i / 2, i, i);
        painter.drawRoundedRect(area, i + 3, i + 3);
    }
}

} // namespace movr
