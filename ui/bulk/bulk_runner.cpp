#include "ui/bulk/bulk_runner.h"

#include "db/fleet/fleet.h"
#include "models/bulk/bulk_result_model.h"
#include "models/presentation/city_time.h"
#include "ui/actions/console_actions.h"
#include "ui/bulk/bulk_dialog.h"
#include "ui/console_context.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/dialogs/subject_text.h"

#include <QWidget>

namespace movr {

namespace {

/// The words of one action, with the number of rows in them.
struct BulkWords {
    QString title;
    QString question;
    QString consequence;
    QString accept;
    QString icon;
};

BulkWords wordsFor(ConsoleAction action, int count)
{
    switch (action) {
    case ConsoleAction::ReturnToService:
        return {BulkRunner::tr("Return to service"),
                BulkRunner::tr("Return %n vehicle(s) to service?", nullptr, count),
                BulkRunner::tr("They can be ridden again."),
                BulkRunner::tr("&Return %n to service", nullptr, count), QStringLiteral("dialog-ok-apply")};
    case ConsoleAction::RemoveVehicle:
        return {BulkRunner::tr("Remove vehicles"), BulkRunner::tr("Remove %n vehicle(s)?", nullptr, count),
                BulkRunner::tr("They leave the fleet for good. Their rides stay in the record."),
                BulkRunner::tr("&Remove %n vehicle(s)", nullptr, count), QStringLiteral("edit-delete")};
    case ConsoleAction::ForceEndRide:
        return {BulkRunner::tr("Force-end rides"),
                {},
                BulkRunner::tr("They end now, where they started. The riders are not asked."),
                BulkRunner::tr("&Force-end %n ride(s)", nullptr, count),
                QStringLiteral("process-stop")};
    default:
        return {BulkRunner::tr("Take out of service"),
                {},
                BulkRunner::tr("Nobody can ride them until they are returned to service."),
                BulkRunner::tr("&Take %n out of service", nullptr, count),
                QStringLiteral("dialog-cancel")};
    }
}

/// "412 of the 500 selected rows can be ...; the others stay as they are: 60 in ride, 28 out of service."
QString reach(const BulkPlan &plan)
{
    if (plan.leftOut.isEmpty())
        return BulkRunner::tr("This is done to all %n selected rows.", nullptr, plan.selected);
    return BulkRunner::tr("This can be done to %1 of the %2 selected rows. The others stay as they are: %3.")
        .arg(plan.applicable())
        .arg(plan.selected)
        .arg(plan.leftOutText());
}

QString subjectOf(const Selection &row)
{
    ActionSituation situation;
    situation.selection = row;
    return subjectText(situation);
}

} // namespace

BulkRunner::BulkRunner(ConsoleContext *context, QWidget *window)
    : QObject(window), m_context(context), m_window(window)
{
    connect(context, &ConsoleContext::fleetChanged, this, &BulkRunner::leaveFleet);
}

HomeState BulkRunner::homeState() const
{
    return [fleet = m_context->fleet()](const QString &city) {
        const CityInfo *info = fleet ? fleet->catalog().city(city) : nullptr;
        return info ? fleet->region(info->region).state : RegionState::Down;
    };
}

bool BulkRunner::offers(ConsoleAction action, const SelectedRows &selected) const
{
    // Rows that are not at hand cannot be judged: then nothing is offered.
    return selected.complete() && appliesToAny(action, selected.rows, homeState());
}

QDialog *BulkRunner::run(ConsoleAction action, const QList<Selection> &rows)
{
    const BulkPlan plan = planBulk(action, rows, homeState());
    if (plan.rows.isEmpty() || !m_context->fleet())
        return nullptr;
    const BulkWords words = wordsFor(action, plan.applicable());
    const QString text = reach(plan) + u' ' + words.consequence;
    QDialog *dialog = nullptr;
    if (words.question.isEmpty()) {
        auto *form = new ReasonDialog(words.title, text, words.accept, words.icon, m_window);
        connect(form, &QDialog::accepted, this, [this, form, plan] { carryOut(plan, form->note()); });
        dialog = form;
    } else {
        dialog = new ConfirmDialog(words.title, words.question, text, words.accept, words.icon, m_window);
        connect(dialog, &QDialog::accepted, this, [this, plan] { carryOut(plan, {}); });
    }
    connect(dialog, &QDialog::finished, dialog, &QObject::deleteLater);
    dialog->open();
    return dialog;
}

void BulkRunner::carryOut(const BulkPlan &plan, const QString &reason)
{
    Fleet *const fleet = m_context->fleet();
    if (!fleet)
        return;
    QStringList subjects;
    for (const Selection &row : plan.rows)
        subjects.append(subjectOf(row));
    const QString title = wordsFor(plan.action, plan.applicable()).title;
    auto change = fleet->changeAll(bulkRequests(plan, reason, [this] { return m_context->stamp(); }));
    Q_EMIT sent(title, {});
    auto *dialog = new BulkDialog(std::move(change), title, subjects, m_window);
    dialog->setLabels(m_context->labels());
    connect(dialog, &BulkDialog::changeFinished, this, [this, dialog, title] { tell(dialog, title); });
    // Closed while it runs, it goes on and can be shown again; afterwards it is of no more use.
    connect(dialog, &QDialog::finished, dialog, [dialog] {
        if (!dialog->change().isRunning())
            dialog->deleteLater();
    });
    m_dialogs.removeAll(QPointer<BulkDialog>());
    m_dialogs.append(dialog);
    dialog->show();
}

void BulkRunner::tell(BulkDialog *dialog, const QString &title)
{
    const BulkChange &change = dialog->change();
    const bool all = change.doneCount() == change.items().size();
    const bool failed = change.count(BulkItem::State::Failed) > 0;
    Message message{all      ? Message::Kind::Done
                    : failed ? Message::Kind::Error
                             : Message::Kind::Warning,
                    tr("%1: %2.").arg(title, BulkResultModel::summary(change)),
                    {},
                    tr("Show list"),
                    [shown = QPointer<BulkDialog>(dialog)] {
                        if (!shown)
                            return;
                        shown->show();
                        shown->raise();
                        shown->activateWindow();
                    }};
    if (dialog->isVisible())
        message.actionText.clear();
    Q_EMIT receiptWanted(tr("%1: %2 (of %3) · %4")
                             .arg(title, BulkResultModel::summary(change))
                             .arg(change.items().size())
                             .arg(durationText(change.elapsed())));
    Q_EMIT messageWanted(message);
    Q_EMIT changed();
}

void BulkRunner::leaveFleet()
{
    for (const QPointer<BulkDialog> &dialog : std::exchange(m_dialogs, {}))
        delete dialog.data();
}

} // namespace movr
