#include "ui/dialogs/saved_filters_dialog.h"

#include "ui/dialogs/dialog_buttons.h"
#include "ui/pages/saved_filters.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

SavedFiltersDialog::SavedFiltersDialog(SavedFilters *filters, QWidget *parent)
    : QDialog(parent), m_filters(filters), m_list(new QListWidget(this)), m_problem(new QLabel(this))
{
    setWindowTitle(tr("Saved filters"));
    m_list->setAccessibleName(tr("Saved filters"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("problem"));
    auto *buttons = new DialogButtons(QDialogButtonBox::Close, this);
    m_rename = buttons->addButton(tr("&Rename"), QDialogButtonBox::ActionRole);
    m_remove = buttons->addButton(tr("&Delete"), QDialogButtonBox::ActionRole);
    m_rename->setToolTip(tr("Changes the name in place (F2)."));
    m_remove->setToolTip(tr("Deletes this filter (Delete)."));
    auto *remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remove);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_rename, &QPushButton::clicked, this, [this] { m_list->editItem(m_list->currentItem()); });
    connect(m_remove, &QPushButton::clicked, this, &SavedFiltersDialog::removeCurrent);
    connect(remove, &QAction::triggered, this, &SavedFiltersDialog::removeCurrent);
    connect(m_list, &QListWidget::itemChanged, this, &SavedFiltersDialog::renamed);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        m_rename->setEnabled(row >= 0);
        m_remove->setEnabled(row >= 0);
    });
    fill({});
    resize(420, 320);
}

void SavedFiltersDialog::fill(const QString &current)
{
    m_filling = true;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const SavedFilters::Saved &saved : m_filters->all()) {
        auto *item = new QListWidgetItem(saved.name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setData(Qt::UserRole, saved.name);
        if (saved.name == current)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    m_rename->setEnabled(m_list->count() > 0);
    m_remove->setEnabled(m_list->count() > 0);
    m_problem->clear();
    m_filling = false;
}

void SavedFiltersDialog::renamed(QListWidgetItem *item)
{
    if (m_filling)
        return;
    const QString before = item->data(Qt::UserRole).toString();
    const QString name = item->text().trimmed();
    const bool done = m_filters->rename(before, name);
    // Later: the list is in the middle of telling of its item.
    QMetaObject::invokeMethod(
        this,
        [this, before, name, done] {
            fill(done ? name : before);
            if (!done)
                m_problem->setText(name.isEmpty() ? tr("A saved filter needs a name.")
                                                  : tr("There is a filter called %1 already.").arg(name));
        },
        Qt::QueuedConnection);
}

void SavedFiltersDialog::removeCurrent()
{
    if (const QListWidgetItem *item = m_list->currentItem()) {
        m_filters->remove(item->data(Qt::UserRole).toString());
        fill({});
    }
}

} // namespace movr
