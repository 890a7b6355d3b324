#include "ui/pages/saved_filters.h"

#include "ui/dialogs/filter_name_dialog.h"
#include "ui/dialogs/saved_filters_dialog.h"

#include <QMenu>

#include <algorithm>

namespace movr {

namespace {

constexpr qsizetype most = 100;

} // namespace

SavedFilters::SavedFilters(QWidget *parent) : QToolButton(parent)
{
    setText(tr("Save&d"));
    setIcon(QIcon::fromTheme(QStringLiteral("bookmarks")));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setToolTip(tr("Filters that were saved under a name, and saving the present one."));
    setAccessibleName(tr("Saved filters"));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(this);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &SavedFilters::fillMenu);
}

void SavedFilters::showEvent(QShowEvent *event)
{
    setIcon(icon()); // its width was worked out before it had its font
    QToolButton::showEvent(event);
}

int SavedFilters::find(const QString &name) const
{
    const auto found = std::find_if(m_saved.cbegin(), m_saved.cend(), [&name](const Saved &saved) {
        return saved.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == m_saved.cend() ? -1 : int(found - m_saved.cbegin());
}

QVariantList SavedFilters::save() const
{
    QVariantList values;
    for (const Saved &saved : m_saved)
        values.append(
            QVariantMap{{QStringLiteral("name"), saved.name}, {QStringLiteral("filter"), saved.filter}});
    return values;
}

void SavedFilters::restore(const QVariantList &values)
{
    m_saved.clear();
    for (const QVariant &value : values) {
        const QVariantMap map = value.toMap();
        const QString name = map.value(QStringLiteral("name")).toString();
        if (!name.isEmpty() && find(name) < 0 && m_saved.size() < most)
            m_saved.append({name, map.value(QStringLiteral("filter")).toMap()});
    }
}

void SavedFilters::setCurrent(const QVariantMap &filter)
{
    m_current = filter;
}

void SavedFilters::add(const QString &name, const QVariantMap &filter)
{
    if (const int same = find(name); same >= 0)
        m_saved[same] = {name, filter};
    else if (m_saved.size() < most)
        m_saved.append({name, filter});
    std::sort(m_saved.begin(), m_saved.end(),
              [](const Saved &a, const Saved &b) { return a.name.localeAwareCompare(b.name) < 0; });
    Q_EMIT changed();
}

bool SavedFilters::rename(const QString &from, const QString &to)
{
    const int row = find(from);
    const int other = find(to);
    if (row < 0 || to.isEmpty() || (other >= 0 && other != row))
        return false;
    const QVariantMap filter = m_saved.takeAt(row).filter;
    add(to, filter);
    return true;
}

void SavedFilters::remove(const QString &name)
{
    if (const int row = find(name); row >= 0) {
        m_saved.removeAt(row);
        Q_EMIT changed();
    }
}

void SavedFilters::fillMenu()
{
    menu()->clear();
    for (const Saved &saved : std::as_const(m_saved)) {
        QString text = saved.name;
        QAction *apply = menu()->addAction(text.replace(u'&', QStringLiteral("&&")));
        connect(apply, &QAction::triggered, this, [this, filter = saved.filter] { Q_EMIT chosen(filter); });
    }
    menu()->addSeparator();
    QAction *keep = menu()->addAction(QIcon::fromTheme(QStringLiteral("document-save")),
                                      tr("&Save this filter…"), this, &SavedFilters::askName);
    keep->setEnabled(!m_current.isEmpty());
    QAction *edit = menu()->addAction(QIcon::fromTheme(QStringLiteral("document-edit")),
                                      tr("&Rename or delete…"), this, &SavedFilters::manage);
    edit->setEnabled(!m_saved.isEmpty());
}

void SavedFilters::askName()
{
    QStringList names;
    for (const Saved &saved : std::as_const(m_saved))
        names.append(saved.name);
    auto *dialog = new FilterNameDialog(names, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, filter = m_current] { add(dialog->name(), filter); });
    dialog->open();
}

void SavedFilters::manage()
{
    auto *dialog = new SavedFiltersDialog(this, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace movr
