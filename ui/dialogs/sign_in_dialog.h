#pragma once

#include "db/movr/transactions.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

class ConsoleContext;

/// Asks for a rider's city, username and password. It stays until they are found right, so that a slip is mended where
/// it was made.
class SignInDialog : public FormDialog
{
    Q_OBJECT

public:
    SignInDialog(ConsoleContext *context, const QString &city, const QString &username,
                 QWidget *parent = nullptr);

    /// Only when isComplete().
    LogIn request() const;

    void accept() override; ///< submitted(); the answer is told by refuse() or succeed()
    /// Not signed in, and why: everything can be changed and sent again.
    void refuse(const QString &sentence);
    void succeed();

Q_SIGNALS:
    void submitted();

private:
    QComboBox *m_city;
    QLineEdit *m_username;
    QLineEdit *m_password;
};

} // namespace movr
