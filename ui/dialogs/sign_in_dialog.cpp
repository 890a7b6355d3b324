#include "ui/dialogs/sign_in_dialog.h"

#include "models/validation.h"
#include "ui/console_context.h"
#include "ui/dialogs/city_choice.h"

#include <QComboBox>
#include <QLineEdit>

namespace movr {

SignInDialog::SignInDialog(ConsoleContext *context, const QString &city, const QString &username,
                           QWidget *parent)
    : FormDialog(tr("Sign in rider"), parent)
{
    setIntroduction(tr("Until they sign out, rides are started for this rider and ended as theirs."));
    m_city = addChoice(tr("&City:"));
    m_username = addLine(tr("&Username:"), [](const QString &text) {
        return validation::tidied(text).isEmpty() ? tr("The username is needed.")
                                                  : validation::username(text);
    });
    m_password = addPassword(tr("&Password:"), validation::knownPassword);
    fillCities(m_city, context->fleet(), city);
    m_username->setText(username);
    setAcceptText(tr("&Sign in"), QStringLiteral("im-user"));
    (username.isEmpty() ? m_username : m_password)->setFocus();
}

void SignInDialog::accept()
{
    if (!isComplete() || isWaiting())
        return;
    setWaiting(true);
    Q_EMIT submitted();
}

void SignInDialog::refuse(const QString &sentence)
{
    setWaiting(false);
    showProblem(sentence);
    m_password->setFocus();
    m_password->selectAll();
}

void SignInDialog::succeed()
{
    QDialog::accept();
}

LogIn SignInDialog::request() const
{
    return {m_city->currentData().toString(), validation::tidied(m_username->text()), m_password->text()};
}

} // namespace movr
