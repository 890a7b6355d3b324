#include "ui/dialogs/sign_up_dialog.h"

#include "models/validation.h"
#include "ui/console_context.h"
#include "ui/dialogs/city_choice.h"

#include <QComboBox>
#include <QLineEdit>

namespace movr {

SignUpDialog::SignUpDialog(ConsoleContext *context, const QString &city, QWidget *parent)
    : FormDialog(tr("Sign up user"), parent)
{
    setIntroduction(tr("The user is registered in the home region of the city."));
    m_city = addChoice(tr("&City:"));
    m_firstName = addLine(tr("&First name:"),
                          [](const QString &text) { return validation::name(tr("The first name"), text); });
    m_lastName = addLine(tr("&Last name:"),
                         [](const QString &text) { return validation::name(tr("The last name"), text); });
    m_email = addLine(tr("&E-mail address:"), validation::email);
    m_username = addLine(tr("&Username:"), validation::username);
    m_password = addPassword(tr("&Password:"), validation::newPassword);
    m_again = addPassword(tr("Password &again:"), [this](const QString &text) {
        return text == m_password->text() ? QString() : tr("The two passwords differ.");
    });
    // The second password is judged anew when the first one changes.
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        if (!m_again->text().isEmpty())
            fieldChanged(m_again);
    });
    fillCities(m_city, context->fleet(), city);
    setAcceptText(tr("&Sign up"), QStringLiteral("list-add-user"));
    (m_city->currentIndex() < 0 ? static_cast<QWidget *>(m_city) : m_firstName)->setFocus();
}

SignUp SignUpDialog::request(const RequestStamp &stamp) const
{
    SignUp request;
    request.stamp = stamp;
    request.city = m_city->currentData().toString();
    request.firstName = validation::tidied(m_firstName->text());
    request.lastName = validation::tidied(m_lastName->text());
    request.email = validation::tidied(m_email->text());
    request.username = validation::tidied(m_username->text());
    request.password = m_password->text();
    return request;
}

} // namespace movr
