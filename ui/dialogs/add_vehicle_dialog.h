#pragma once

#include "db/movr/transactions.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

class ConsoleContext;
class UserPicker;

/// Adds a vehicle for an owner; it stands in the owner's city.
class AddVehicleDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `owner`: proposed, or unset: looked for in the city.
    AddVehicleDialog(ConsoleContext *context, const QString &city, const std::optional<User> &owner,
                     QWidget *parent = nullptr);

    /// Only when isComplete().
    AddVehicle request(const RequestStamp &stamp) const;

private:
    QComboBox *m_city;
    UserPicker *m_owner;
    QComboBox *m_type;
    QLineEdit *m_brand;
    QLineEdit *m_color;
    QLineEdit *m_location;
};

} // namespace movr
