#pragma once

#include "ui/dialogs/form_dialog.h"

namespace movr {

/// Asks for one text of up to 500 characters.
class NoteDialog : public FormDialog
{
    Q_OBJECT

public:
    /// The text without blanks at either end. Only when isComplete().
    QString note() const;

protected:
    /// `field`: as sentences name it, "The reason".
    NoteDialog(const QString &title, const QString &introduction, const QString &label, const QString &field,
               QWidget *parent);
    QPlainTextEdit *edit() const { return m_edit; }

private:
    QPlainTextEdit *m_edit;
};

} // namespace movr
