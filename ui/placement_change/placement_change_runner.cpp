#include "ui/placement_change/placement_change_runner.h"

#include "db/fleet/fleet.h"
#include "db/placement_change/placement_change.h"
#include "models/placement_change/change_text.h"
#include "ui/console_context.h"
#include "ui/placement_change/add_city_form.h"
#include "ui/placement_change/move_home_form.h"
#include "ui/placement_change/placement_change_dialog.h"

#include <QWidget>

namespace movr {

PlacementChangeRunner::PlacementChangeRunner(ConsoleContext *context, QWidget *window)
    : QObject(window), m_context(context), m_window(window)
{
    connect(context, &ConsoleContext::fleetChanged, this, &PlacementChangeRunner::fleetChanged);
}

PlacementChangeRunner::~PlacementChangeRunner() = default;

PlacementChangeDialog *PlacementChangeRunner::running()
{
    return m_dialog && m_dialog->isRunning() ? m_dialog : nullptr;
}

PlacementChangeDialog *PlacementChangeRunner::make(const QString &title)
{
    delete m_dialog;
    m_dialog = new PlacementChangeDialog(m_context->fleet()->changePlacement(), m_context->operatorName(),
                                         m_context->labels(), title, m_window);
    connect(m_dialog, &PlacementChangeDialog::changeEnded, this, [this, title] {
        if (!m_dialog->isVisible()) {
            const bool done = m_dialog->change().end()->kind == ChangeEnd::Kind::Done;
            Q_EMIT messageWanted({done ? Message::Kind::Done : Message::Kind::Warning,
                                  done ? tr("%1: done.").arg(title) : tr("%1: not done.").arg(title),
                                  {},
                                  tr("Show"),
                                  [this, shown = m_dialog] {
                                      if (shown)
                                          show(shown);
                                  }});
        }
        Q_EMIT changed();
    });
    return m_dialog;
}

void PlacementChangeRunner::show(PlacementChangeDialog *dialog)
{
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

QDialog *PlacementChangeRunner::openMoveHome(const QString &partition, const QString &to)
{
    const Fleet *fleet = m_context->fleet();
    if (!fleet)
        return nullptr;
    if (!running()) {
        PlacementChangeDialog *const dialog = make(tr("Move a home"));
        auto *form = new MoveHomeForm(fleet->deployment(), fleet->catalog(), dialog);
        form->choose(partition, to);
        dialog->setForm(form, [form] { return form->request(); });
        dialog->setObstacle(form->obstacle());
        connect(form, &MoveHomeForm::changed, dialog,
                [dialog, form] { dialog->setObstacle(form->obstacle()); });
    }
    show(m_dialog);
    return m_dialog;
}

QDialog *PlacementChangeRunner::openAddCity()
{
    const Fleet *fleet = m_context->fleet();
    if (!fleet)
        return nullptr;
    if (!running()) {
        PlacementChangeDialog *const dialog = make(tr("Add a city"));
        auto *form = new AddCityForm(fleet->deployment(), dialog);
        dialog->setForm(form, [form] { return form->request(); });
        dialog->setObstacle(form->obstacle());
        connect(form, &AddCityForm::changed, dialog,
                [dialog, form] { dialog->setObstacle(form->obstacle()); });
    }
    show(m_dialog);
    return m_dialog;
}

void PlacementChangeRunner::fleetChanged()
{
    delete m_dialog;
    m_looking.reset();
    connectToCatalog();
}

void PlacementChangeRunner::connectToCatalog()
{
    if (Fleet *fleet = m_context->fleet())
        connect(fleet, &Fleet::catalogChanged, this, &PlacementChangeRunner::lookForOpenChange,
                Qt::SingleShotConnection);
}

void PlacementChangeRunner::lookForOpenChange()
{
    if (!m_context->fleet() || running())
        return;
    m_looking = m_context->fleet()->changePlacement();
    m_looking->findOpen().then(this, [this, asked = m_looking.get()](
                                         const Result<std::optional<OpenChange>> &found) {
        if (m_looking.get() != asked)
            return;
        m_looking.release()->deleteLater(); // not from within its own answer
        if (!found.ok())                    // a region did not answer: again when it is back
            return connectToCatalog();
        if (!*found || running())
            return;
        const OpenChange open = **found;
        // What keeps writes waiting stays until somebody sees to it.
        const bool urgent = open.states.value(open.record.oldHome, ChangeState::Begun) == ChangeState::Held;
        Q_EMIT messageWanted({urgent ? Message::Kind::Error : Message::Kind::Warning,
                              openChangeText(open),
                              {},
                              tr("See to it"),
                              [this, open] {
                                  if (!m_context->fleet())
                                      return;
                                  if (!running())
                                      make(changeTitle(open.record))->setOpen(open);
                                  show(m_dialog);
                              },
                              true});
    });
}

} // namespace movr
