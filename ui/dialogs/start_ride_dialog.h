#pragma once

#include "db/movr/transactions.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

class ConsoleContext;
class UserPicker;

/// Starts a ride on one vehicle: for the signed-in rider, or for one who is looked for.
class StartRideDialog : public FormDialog
{
    Q_OBJECT

public:
    StartRideDialog(ConsoleContext *context, const Vehicle &vehicle, QWidget *parent = nullptr);

    /// Only when isComplete().
    StartRide request(const RequestStamp &stamp) const;

private:
    Vehicle m_vehicle;
    QComboBox *m_city;
    UserPicker *m_rider;
};

} // namespace movr
