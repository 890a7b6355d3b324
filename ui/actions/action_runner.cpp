#include "ui/actions/action_runner.h"

#include "models/presentation/words.h"
#include "ui/actions/console_actions.h"
#include "ui/console_context.h"
#include "ui/dialogs/add_vehicle_dialog.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/end_ride_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/dialogs/sign_in_dialog.h"
#include "ui/dialogs/sign_up_dialog.h"
#include "ui/dialogs/start_ride_dialog.h"
#include "ui/dialogs/subject_text.h"

#include <QWidget>

namespace movr {

namespace {

/// A sentence may begin with what is being named.
QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

} // namespace

ActionRunner::ActionRunner(ConsoleContext *context, QWidget *window)
    : QObject(window), m_context(context), m_window(window)
{}

QDialog *ActionRunner::run(ConsoleAction action, const ActionSituation &situation, const QString &city)
{
    if (!isOffered(action, situation))
        return nullptr;
    const auto *vehicle = std::get_if<Vehicle>(&situation.selection);
    const auto *user = std::get_if<User>(&situation.selection);
    switch (action) {
    case ConsoleAction::SignUp:
        return signUp(situation, city);
    case ConsoleAction::SignInRider:
        return signIn(situation, city);
    case ConsoleAction::SignOut:
        m_context->signOut();
        Q_EMIT messageWanted({Message::Kind::Info, tr("The rider is signed out."), {}, {}, {}});
        return nullptr;
    case ConsoleAction::AddVehicle:
        return addVehicle(situation, city);
    case ConsoleAction::StartRide:
        return startRide(*vehicle);
    case ConsoleAction::EndRide:
        return endRide(situation);
    case ConsoleAction::ForceEndRide:
        return forceEndRide(situation);
    case ConsoleAction::TakeOutOfService:
        return takeOutOfService(*vehicle);
    case ConsoleAction::ReturnToService:
        returnToService(*vehicle);
        return nullptr;
    case ConsoleAction::RemoveVehicle:
        return removeVehicle(*vehicle);
    case ConsoleAction::RemoveUser:
        return removeUser(*user);
    default:
        return nullptr; // links are followed by the window
    }
}

template <class Dialog, class Accepted>
QDialog *ActionRunner::ask(Dialog *dialog, Accepted accepted)
{
    if constexpr (!std::is_base_of_v<FormDialog, Dialog>)
        connect(dialog, &QDialog::accepted, dialog, &QObject::deleteLater);
    connect(dialog, &QDialog::accepted, this, [dialog, accepted] { accepted(dialog); });
    return open(dialog);
}

QDialog *ActionRunner::open(QDialog *dialog)
{
    if (m_form)
        m_form->deleteLater();
    m_form = qobject_cast<FormDialog *>(dialog);
    connect(dialog, &QDialog::rejected, dialog, &QObject::deleteLater);
    dialog->open();
    return dialog;
}

QDialog *ActionRunner::signUp(const ActionSituation &situation, const QString &city)
{
    const QString selected = selectedCity(situation);
    auto *form = new SignUpDialog(m_context, selected.isEmpty() ? city : selected, m_window);
    return ask(form, [this](SignUpDialog *dialog) {
        const SignUp request = dialog->request(m_context->stamp());
        const QString done = tr("%1 is registered in %2.").arg(request.username, words::city(request.city));
        send(&Fleet::signUp, request, {ConsoleAction::SignUp, done, request.city, dialog, {}});
    });
}

QDialog *ActionRunner::signIn(const ActionSituation &situation, const QString &city)
{
    const auto *user = std::get_if<User>(&situation.selection);
    const QString selected = selectedCity(situation);
    auto *form = new SignInDialog(m_context, selected.isEmpty() ? city : selected,
                                  user ? user->username : QString(), m_window);
    connect(form, &SignInDialog::submitted, this, [this, form] { logIn(form->request(), form); });
    connect(form, &QDialog::accepted, form, &QObject::deleteLater);
    return open(form);
}

QDialog *ActionRunner::addVehicle(const ActionSituation &situation, const QString &city)
{
    const QString selected = selectedCity(situation);
    auto *form = new AddVehicleDialog(m_context, selected.isEmpty() ? city : selected,
                                      proposedOwner(situation), m_window);
    return ask(form, [this](AddVehicleDialog *dialog) {
        const AddVehicle request = dialog->request(m_context->stamp());
        const QString done =
            tr("The %1 %2 is added in %3 and available.")
                .arg(request.brand, words::type(request.type).toLower(), words::city(request.owner.city));
        send(&Fleet::addVehicle, request, {ConsoleAction::AddVehicle, done, request.owner.city, dialog, {}});
    });
}

QDialog *ActionRunner::startRide(const Vehicle &vehicle)
{
    return ask(new StartRideDialog(m_context, vehicle, m_window), [this, vehicle](StartRideDialog *dialog) {
        const QString done = tr("The ride on the %1 has started.").arg(subjectText(vehicle));
        send(&Fleet::startRide, dialog->request(m_context->stamp()),
             {ConsoleAction::StartRide, done, vehicle.city, dialog, {}});
    });
}

QDialog *ActionRunner::endRide(const ActionSituation &situation)
{
    const RowId ride = *rideToEnd(situation);
    const auto rider = riderEnding(situation);
    const auto *vehicle = std::get_if<Vehicle>(&situation.selection);
    const QString subject =
        vehicle ? tr("ride on the %1").arg(subjectText(*vehicle)) : subjectText(situation);
    return ask(new EndRideDialog(subject, rider.has_value(), m_window), [this, ride, rider,
                                                                         subject](EndRideDialog *dialog) {
        send(&Fleet::endRide, EndRide{m_context->stamp(), ride, dialog->note(), rider},
             {ConsoleAction::EndRide, tr("The %1 has ended.").arg(subject), ride.city, dialog, {}});
    });
}

QDialog *ActionRunner::forceEndRide(const ActionSituation &situation)
{
    const RowId ride = *rideToEnd(situation);
    const auto *vehicle = std::get_if<Vehicle>(&situation.selection);
    const QString subject =
        vehicle ? tr("ride on the %1").arg(subjectText(*vehicle)) : subjectText(situation);
    auto *form = new ReasonDialog(
        tr("Force-end ride"), tr("The %1 ends now, where it started. The rider is not asked.").arg(subject),
        tr("&Force-end ride"), QStringLiteral("process-stop"), m_window);
    return ask(form, [this, ride, subject](ReasonDialog *dialog) {
        send(&Fleet::forceEndRide, ForceEndRide{m_context->stamp(), ride, dialog->note()},
             {ConsoleAction::ForceEndRide,
              tr("The %1 was ended by force.").arg(subject),
              ride.city,
              dialog,
              {}});
    });
}

QDialog *ActionRunner::takeOutOfService(const Vehicle &vehicle)
{
    const QString subject = subjectText(vehicle);
    auto *form = new ReasonDialog(tr("Take out of service"),
                                  tr("Nobody can ride the %1 until it is returned to service.").arg(subject),
                                  tr("&Take out of service"), QStringLiteral("dialog-cancel"), m_window);
    return ask(form, [this, vehicle, subject](ReasonDialog *dialog) {
        send(&Fleet::takeOutOfService, TakeOutOfService{m_context->stamp(), vehicle.rowId(), dialog->note()},
             {ConsoleAction::TakeOutOfService,
              tr("The %1 is out of service.").arg(subject),
              vehicle.city,
              dialog,
              {}});
    });
}

void ActionRunner::returnToService(const Vehicle &vehicle)
{
    send(&Fleet::returnToService, ReturnToService{m_context->stamp(), vehicle.rowId()},
         {ConsoleAction::ReturnToService,
          tr("The %1 is available again.").arg(subjectText(vehicle)),
          vehicle.city,
          {},
          {}});
}

QDialog *ActionRunner::removeVehicle(const Vehicle &vehicle)
{
    const QString subject = subjectText(vehicle);
    auto *question = new ConfirmDialog(tr("Remove vehicle"), tr("Remove the %1?").arg(subject),
                                       tr("It leaves the fleet for good. Its rides stay in the record."),
                                       tr("&Remove vehicle"), QStringLiteral("edit-delete"), m_window);
    return ask(question, [this, vehicle, subject](ConfirmDialog *) {
        send(&Fleet::removeVehicle, RemoveVehicle{m_context->stamp(), vehicle.rowId()},
             {ConsoleAction::RemoveVehicle, tr("The %1 is removed.").arg(subject), vehicle.city, {}, {}});
    });
}

QDialog *ActionRunner::removeUser(const User &user)
{
    const QString subject = subjectText(user);
    auto *question =
        new ConfirmDialog(tr("Remove user"), tr("Remove the %1?").arg(subject),
                          tr("The username is taken away for good and the user cannot sign in any more. "
                             "Their rides and vehicles stay."),
                          tr("&Remove user"), QStringLiteral("list-remove-user"), m_window);
    return ask(question, [this, user, subject](ConfirmDialog *) {
        const auto signOutRemoved = [this, user] {
            if (m_context->rider() && m_context->rider()->rowId() == user.rowId())
                m_context->signOut();
        };
        send(&Fleet::removeUser, RemoveUser{m_context->stamp(), user.rowId()},
             {ConsoleAction::RemoveUser,
              tr("%1 is removed.").arg(capitalised(subject)),
              user.city,
              {},
              signOutRemoved});
    });
}

template <class Request>
void ActionRunner::send(Call<Request> call, const Request &request, const Errand &errand)
{
    Fleet *const fleet = m_context->fleet();
    if (!fleet)
        return;
    announce(errand.action, errand.city);
    (fleet->*call)(request).then(this, [this, call, request, errand](const Result<Outcome> &answer) {
        if (answer.ok()) {
            finish(errand, *answer);
            return;
        }
        // The same request with the same request id: if it was carried out, this finds its outcome.
        fail(
            errand.action, answer.failure(), [this, call, request, errand] { send(call, request, errand); },
            errand.form);
    });
}

void ActionRunner::logIn(const LogIn &request, const QPointer<SignInDialog> &form)
{
    Fleet *const fleet = m_context->fleet();
    if (!fleet)
        return;
    announce(ConsoleAction::SignInRider, request.city);
    fleet->logIn(request).then(this, [this, request, form](const Result<SignedInRider> &answer) {
        if (!answer.ok() || !form) { // without its form it was given up
            Q_EMIT endedWithoutOutcome(ConsoleActions::title(ConsoleAction::SignInRider),
                                       answer.ok() ? FailureKind::Cancelled : answer.failure().kind);
            if (form)
                form->refuse(m_context->labels().in(answer.failure().sentence));
            return;
        }
        form->succeed();
        m_context->signIn(answer->user);
        const CityInfo *info =
            m_context->fleet() ? m_context->fleet()->catalog().city(request.city) : nullptr;
        writeReceipt(ConsoleAction::SignInRider, info ? info->partition : QString(), answer->timing);
        Q_EMIT messageWanted(
            {Message::Kind::Done, tr("%1 is signed in.").arg(answer->user.username), {}, {}, {}});
    });
}

void ActionRunner::finish(const Errand &errand, const Outcome &outcome)
{
    writeReceipt(errand.action, outcome.partition, outcome.timing);
    if (outcome.done()) {
        Q_EMIT messageWanted({Message::Kind::Done,
                              errand.done,
                              outcome.repeated ? tr("An earlier attempt had done it already.") : QString(),
                              {},
                              {}});
        if (errand.whenDone)
            errand.whenDone();
        if (errand.form)
            errand.form->deleteLater();
    } else {
        Message message{Message::Kind::Warning, sentence(outcome.verdict), {}, {}, {}};
        if (errand.form) {
            // What was typed is not lost: the form opens again as it was.
            message.actionText = tr("Change…");
            message.action = [kept = errand.form] {
                if (FormDialog *const form = kept.data())
                    form->open();
            };
        }
        Q_EMIT messageWanted(message);
    }
    Q_EMIT changed();
}

void ActionRunner::fail(ConsoleAction action, const Failure &failure, std::function<void()> retry,
                        const QPointer<FormDialog> &form)
{
    Q_EMIT endedWithoutOutcome(ConsoleActions::title(action), failure.kind);
    if (failure.kind == FailureKind::Cancelled)
        return;
    Message message = Message::error(failure, tr("Retry"), std::move(retry));
    if (!failure.retryable && form) { // what was typed is not lost
        message.actionText = tr("Change…");
        message.action = [form] {
            if (form)
                form->open();
        };
    }
    Q_EMIT messageWanted(message);
    // The outcome may be unknown; what the page shows then is the truth.
    Q_EMIT changed();
}

void ActionRunner::announce(ConsoleAction action, const QString &city)
{
    const CityInfo *info = m_context->fleet()->catalog().city(city);
    Q_EMIT sent(ConsoleActions::title(action), info ? info->region : QString());
}

void ActionRunner::writeReceipt(ConsoleAction action, const QString &partition, const StatementTiming &timing)
{
    std::optional<Nanoseconds> roundTrip;
    if (m_context->fleet())
        roundTrip = m_context->fleet()->region(timing.region).roundTrip;
    Q_EMIT receiptReady(Receipt(ConsoleActions::title(action), partition, timing, roundTrip));
}

} // namespace movr
