#include "ui/dialogs/user_picker.h"

#include "db/fleet/fleet.h"
#include "models/presentation/words.h"
#include "ui/console_context.h"
#include "ui/text/edit_buttons.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QUuid>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int shownMatches = 20;

QString lineOf(const User &user)
{
    return UserPicker::tr("%1 · %2, %3").arg(user.username, user.fullName(), words::city(user.city));
}

} // namespace

UserPicker::UserPicker(ConsoleContext *context, const QString &what, QWidget *parent)
    : QWidget(parent), m_context(context), m_what(what),
      m_view(QStringLiteral("user_picker/") + QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_search(new QLineEdit(this)), m_list(new QListWidget(this)), m_note(new QLabel(this))
{
    m_search->setAccessibleName(tr("Find the %1 by name").arg(what));
    m_search->setPlaceholderText(tr("Beginning of username, first or last name"));
    addSearchIcon(m_search);
    addClearButton(m_search);
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("matches"));
    m_list->setAccessibleName(tr("Matches for the %1").arg(what));
    m_list->setFixedHeight(m_list->fontMetrics().lineSpacing() * 5 + 12);
    m_list->setAlternatingRowColors(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setMinimumHeight(m_note->fontMetrics().lineSpacing());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textEdited, this, &UserPicker::search);
    connect(m_list, &QListWidget::currentRowChanged, this, &UserPicker::choose);
    showNote(tr("Type to search."));
}

void UserPicker::setCity(const QString &city)
{
    if (m_city == city)
        return;
    m_city = city;
    m_search->clear();
    showMatches({});
    search();
}

void UserPicker::propose(const User &user)
{
    ++m_generation; // a search on its way must not replace the proposal
    m_city = user.city;
    m_search->clear();
    showMatches({user});
    m_list->setCurrentRow(0);
    showNote(tr("Type to find another %1.").arg(m_what));
}

bool UserPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && m_list->count() > 0) {
        m_list->setFocus(Qt::TabFocusReason);
        m_list->setCurrentRow(qMax(0, m_list->currentRow()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void UserPicker::search()
{
    const int generation = ++m_generation;
    if (!m_context->fleet() || m_city.isEmpty()) {
        showNote(tr("Choose a city first."));
        return;
    }
    UserQuery query;
    query.filter.namePrefix = m_search->text().trimmed();
    query.order = Qt::AscendingOrder;
    query.limit = shownMatches;
    const ViewScope scope{{}, m_city, ViewScope::Freshness::Home};
    showNote(tr("Searching…"));
    m_context->fleet()
        ->users(m_view, scope, query)
        .then(this, [this, generation](const Result<UserPage> &page) {
            if (generation != m_generation)
                return;
            if (!page.ok()) {
                showMatches({});
                showNote(m_context->labels().in(page.failure().sentence));
                return;
            }
            showMatches(page->rows);
            showNote(page->rows.isEmpty()
                         ? tr("Nobody in %1 has a name that begins so.").arg(words::city(m_city))
                     : page->more ? tr("There are more: type on to narrow the search.")
                                  : QString());
        });
}

void UserPicker::showMatches(const QList<User> &users)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_matches = users;
        for (const User &user : users)
            m_list->addItem(lineOf(user));
        m_list->setCurrentRow(-1);
    }
    // One match whose username was typed to the end needs no second gesture.
    const bool exact = users.size() == 1 && users.first().username == m_search->text().trimmed();
    if (exact)
        m_list->setCurrentRow(0);
    else
        choose(-1);
}

void UserPicker::showNote(const QString &text)
{
    m_note->setText(text);
}

void UserPicker::choose(int row)
{
    const bool valid = row >= 0 && row < m_matches.size();
    auto chosen = valid ? std::optional(m_matches.at(row)) : std::nullopt;
    if (chosen == m_chosen)
        return;
    m_chosen = std::move(chosen);
    Q_EMIT chosenChanged();
}

} // namespace movr
