#include "ui/text/edit_buttons.h"

#include <QAction>
#include <QCoreApplication>
#include <QIcon>
#include <QLineEdit>
#include <QToolButton>

namespace movr {

namespace {

/// The button that was added last has no name yet.
void nameNewButton(QLineEdit *edit, const QString &name)
{
    const auto buttons = edit->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        if (button->accessibleName().isEmpty())
            button->setAccessibleName(name);
}

} // namespace

void addSearchIcon(QLineEdit *edit)
{
    edit->addAction(QIcon::fromTheme(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    nameNewButton(edit, QCoreApplication::translate("EditButtons", "Search"));
}

void addClearButton(QLineEdit *edit)
{
    edit->setClearButtonEnabled(true);
    nameNewButton(edit, QCoreApplication::translate("EditButtons", "Clear"));
}

} // namespace movr
