#pragma once

#include "db/movr/transactions.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

class ConsoleContext;

/// Registers a user in a city.
class SignUpDialog : public FormDialog
{
    Q_OBJECT

public:
    SignUpDialog(ConsoleContext *context, const QString &city, QWidget *parent = nullptr);

    /// Only when isComplete().
    SignUp request(const RequestStamp &stamp) const;

private:
    QComboBox *m_city;
    QLineEdit *m_firstName;
    QLineEdit *m_lastName;
    QLineEdit *m_email;
    QLineEdit *m_username;
    QLineEdit *m_password;
    QLineEdit *m_again;
};

} // namespace movr
