#include "ui/dialogs/note_dialog.h"

#include "models/validation.h"

#include <QPlainTextEdit>

namespace movr {

NoteDialog::NoteDialog(const QString &title, const QString &introduction, const QString &label,
                       const QString &field, QWidget *parent)
    : FormDialog(title, parent)
{
    setIntroduction(introduction);
    m_edit = addText(label, [field](const QString &text) { return validation::note(field, text); });
    m_edit->setFocus();
}

QString NoteDialog::note() const
{
    return validation::tidied(m_edit->toPlainText());
}

} // namespace movr
