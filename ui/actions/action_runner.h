#pragma once

#include "db/fleet/fleet.h"
#include "models/action_rules.h"
#include "models/presentation/receipt.h"
#include "ui/window/message.h"

#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace movr {

class ConsoleContext;
class FormDialog;
class SignInDialog;

/// Carries an action out: asks what has to be asked, sends the transaction to its home region, and tells
/// what came of it. Nothing here waits. Retry after a failure sends the same request again, which the
/// record makes harmless.
class ActionRunner : public QObject
{
    Q_OBJECT

public:
    /// `window`: the dialogs' parent; outlives the runner.
    ActionRunner(ConsoleContext *context, QWidget *window);

    /// Begins the action for the selected row. `city`: proposed in forms that ask for one. Returns the dialog
    /// that was opened, or nullptr when nothing has to be asked or the action is not offered.
    QDialog *run(ConsoleAction action, const ActionSituation &situation, const QString &city);

Q_SIGNALS:
    void messageWanted(const movr::Message &message);
    /// A transaction was sent to the home of that city.
    void sent(const QString &title, const QString &region);
    void receiptReady(const movr::Receipt &receipt);
    /// What was sent ended without an outcome.
    void endedWithoutOutcome(const QString &title, movr::FailureKind why);
    /// The data changed, or may have: the page should be read again.
    void changed();

private:
    template <class Request>
    using Call = QFuture<Result<Outcome>> (Fleet::*)(Request);

    /// What belongs to one sending: the words for it, and the form that can be opened again on a refusal.
    struct Errand {
        ConsoleAction action;
        QString done; ///< sentence for the message bar
        QString city;
        QPointer<FormDialog> form;
        std::function<void()> whenDone; ///< may be empty
    };

    QDialog *signUp(const ActionSituation &situation, const QString &city);
    QDialog *signIn(const ActionSituation &situation, const QString &city);
    QDialog *addVehicle(const ActionSituation &situation, const QString &city);
    QDialog *startRide(const Vehicle &vehicle);
    QDialog *endRide(const ActionSituation &situation);
    QDialog *forceEndRide(const ActionSituation &situation);
    QDialog *takeOutOfService(const Vehicle &vehicle);
    void returnToService(const Vehicle &vehicle);
    QDialog *removeVehicle(const Vehicle &vehicle);
    QDialog *removeUser(const User &user);

    /// Opens a dialog that is deleted when it is given up, in place of a form that is still kept.
    QDialog *open(QDialog *dialog);
    /// As open(); accepted leads on.
    template <class Dialog, class Accepted>
    QDialog *ask(Dialog *dialog, Accepted accepted);
    template <class Request>
    void send(Call<Request> call, const Request &request, const Errand &errand);
    void logIn(const LogIn &request, const QPointer<SignInDialog> &form);

    void finish(const Errand &errand, const Outcome &outcome);
    void fail(ConsoleAction action, const Failure &failure, std::function<void()> retry,
              const QPointer<FormDialog> &form);
    void announce(ConsoleAction action, const QString &city);
    void writeReceipt(ConsoleAction action, const QString &partition, const StatementTiming &timing);

    ConsoleContext *m_context;
    QWidget *m_window;
    QPointer<FormDialog> m_form; ///< kept hidden until its request is answered
};

} // namespace movr
