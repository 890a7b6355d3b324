#pragma once

#include "ui/dialogs/note_dialog.h"

namespace movr {

/// Why something is done that the record has to explain.
class ReasonDialog : public NoteDialog
{
    Q_OBJECT

public:
    ReasonDialog(const QString &title, const QString &introduction, const QString &acceptText,
                 const QString &icon, QWidget *parent = nullptr);
};

} // namespace movr
