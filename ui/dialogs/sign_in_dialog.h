#pragma once

#include "db/movr/transactions.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

class ConsoleContext;

/// Asks for a rider's city, username and password.
class SignInDialog : public FormDialog
{
    Q_OBJECT

public:
    SignInDialog(ConsoleContext *context, const QString &city, const QString &username,
                 QWidget *parent = nullptr);

    /// Only when isComplete().
    LogIn request() const;

private:
    QComboBox *m_city;
    QLineEdit *m_username;
    QLineEdit *m_password;
};

} // namespace movr
