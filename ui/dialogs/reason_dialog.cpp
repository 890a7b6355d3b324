#include "ui/dialogs/reason_dialog.h"

#include <QPlainTextEdit>

namespace movr {

ReasonDialog::ReasonDialog(const QString &title, const QString &introduction, const QString &acceptText,
                           const QString &icon, QWidget *parent)
    : NoteDialog(title, introduction, tr("&Reason:"), tr("The reason"), parent)
{
    edit()->setPlaceholderText(tr("Kept in the activity record"));
    setAcceptText(acceptText, icon);
}

} // namespace movr
