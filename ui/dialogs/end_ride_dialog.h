#pragma once

#include "ui/dialogs/note_dialog.h"

namespace movr {

/// Where a ride ends.
class EndRideDialog : public NoteDialog
{
    Q_OBJECT

public:
    /// `subject`: what is ended, as a sentence names it.
    explicit EndRideDialog(const QString &subject, bool asTheRider, QWidget *parent = nullptr);
};

} // namespace movr
