#include "ui/dialogs/end_ride_dialog.h"

#include <QPlainTextEdit>

namespace movr {

EndRideDialog::EndRideDialog(const QString &subject, bool asTheRider, QWidget *parent)
    : NoteDialog(tr("End ride"),
                 asTheRider ? tr("The %1 ends now, as the signed-in rider's own.").arg(subject)
                            : tr("The %1 ends now, by the operator.").arg(subject),
                 tr("End &location:"), tr("The end location"), parent)
{
    edit()->setPlaceholderText(tr("Street and number, or a landmark"));
    setAcceptText(tr("&End ride"), QStringLiteral("media-playback-stop"));
}

} // namespace movr
