#include "ui/placement_change/placement_change_dialog.h"

#include "models/meaning.h"
#include "models/placement_change/change_steps_model.h"
#include "models/placement_change/change_text.h"
#include "ui/dialogs/dialog_buttons.h"
#include "ui/tables/meaning_delegate.h"
#include "ui/text/selectable_text.h"
#include "ui/theme/meaning.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace movr {

PlacementChangeDialog::PlacementChangeDialog(std::unique_ptr<PlacementChange> change,
                                             const QString &operatorName, RegionLabels labels,
                                             const QString &title, QWidget *parent)
    : QDialog(parent), m_change(std::move(change)), m_operator(operatorName), m_labels(std::move(labels)),
      m_steps(new ChangeStepsModel(m_labels, this)), m_summary(selectableText(this)),
      m_stack(new QStackedWidget(this)), m_planView(new QPlainTextEdit(this)), m_table(new QTableView(this))
{
    setWindowTitle(title);
    setModal(false);
    build();
    connect(m_change.get(), &PlacementChange::progressed, this, &PlacementChangeDialog::showProgress);
    connect(m_change.get(), &PlacementChange::finished, this, &PlacementChangeDialog::showEnd);
    resize(760, 520);
}

PlacementChangeDialog::~PlacementChangeDialog()
{
    m_change->disconnect(this);
}

QPushButton *PlacementChangeDialog::button(const QString &text, const char *icon, const QString &toolTip)
{
    auto *made = new QPushButton(QIcon::fromTheme(QLatin1String(icon)), text, this);
    made->setAccessibleName(QString(text).remove(u'&'));
    made->setToolTip(toolTip);
    made->setAutoDefault(false);
    return made;
}

void PlacementChangeDialog::build()
{
    m_summary->setAccessibleName(tr("State"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_planView->setReadOnly(true);
    m_planView->setAccessibleName(tr("Plan"));
    m_planView->setTabChangesFocus(true);
    m_stack->addWidget(m_planView);
    m_table->setModel(m_steps);
    m_table->setItemDelegate(new MeaningDelegate(m_table));
    m_table->setAccessibleName(tr("Steps"));
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(ChangeStepsModel::Title, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(ChangeStepsModel::State, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(ChangeStepsModel::Took, QHeaderView::ResizeToContents);
    m_stack->addWidget(m_table);

    m_planButton = button(tr("&Make plan"), "view-list-details",
                          tr("Asks every region what is in the way; changes nothing."));
    m_back = button(tr("&Back"), "go-previous", tr("To ask for something else."));
    m_copy = button(tr("Cop&y plan"), "edit-copy", tr("Copies the plan as text."));
    m_begin = button(tr("Be&gin"), "dialog-ok-apply", tr("Carries the plan out."));
    m_cancel = button(tr("Ca&ncel"), "process-stop", tr("Undoes what was done so far."));
    m_resume = button(tr("&Resume"), "media-playback-start", tr("Brings the change to its end."));
    m_undo = button(tr("&Undo"), "edit-undo", tr("Everything becomes as it was before."));
    auto *buttons = new DialogButtons(this);
    for (QPushButton *one : {m_back, m_copy, m_planButton, m_begin, m_undo, m_resume, m_cancel})
        buttons->addButton(one, QDialogButtonBox::ActionRole);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setAccessibleName(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_planButton, &QPushButton::clicked, this, &PlacementChangeDialog::makePlan);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_labels.withNamesIn(planText(m_plan))); });
    connect(m_begin, &QPushButton::clicked, this, &PlacementChangeDialog::begin);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_change->cancel();
        m_cancel->setEnabled(false);
    });
    connect(m_resume, &QPushButton::clicked, this, [this] { resume(true); });
    connect(m_undo, &QPushButton::clicked, this, [this] { resume(false); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_stack->setCurrentWidget(m_form);
        say({}, false);
        offer({m_planButton}, m_planButton);
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_summary);
    layout->addWidget(m_stack, 1);
    layout->addWidget(buttons);
    offer({}, m_close);
}

void PlacementChangeDialog::offer(const QList<QPushButton *> &buttons, QPushButton *first)
{
    for (QPushButton *one : {m_back, m_copy, m_planButton, m_begin, m_undo, m_resume, m_cancel})
        one->setVisible(buttons.contains(one));
    first->setDefault(true);
    if (first != m_planButton)
        first->setFocus();
}

void PlacementChangeDialog::say(const QString &text, bool bad)
{
    QPalette colors; // only what is set here is fixed; the rest follows the appearance
    if (bad)
        colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
    m_summary->setPalette(colors);
    m_summary->setText(m_labels.in(text));
    m_summary->setVisible(!text.isEmpty());
}

void PlacementChangeDialog::setForm(QWidget *form, std::function<PlacementRequest()> request)
{
    m_form = form;
    m_request = std::move(request);
    m_stack->addWidget(form);
    m_stack->setCurrentWidget(form);
    say({}, false);
    offer({m_planButton}, m_planButton);
    form->setFocus();
}

void PlacementChangeDialog::setObstacle(const QString &obstacle)
{
    m_planButton->setEnabled(obstacle.isEmpty());
    if (m_stack->currentWidget() == m_form)
        say(obstacle, false);
}

void PlacementChangeDialog::setOpen(const OpenChange &open)
{
    m_open = open;
    m_record = open.record;
    m_stack->setCurrentWidget(m_table);
    m_table->setVisible(false);
    say(openChangeText(open), false);
    QList<QPushButton *> possible;
    if (!open.onlyForward())
        possible.append(m_undo);
    if (!open.onlyBack())
        possible.append(m_resume);
    m_resume->setEnabled(true);
    m_undo->setEnabled(true);
    offer(possible, m_close);
}

void PlacementChangeDialog::makePlan()
{
    m_planButton->setEnabled(false);
    say(tr("Asking every region…"), false);
    m_change->plan(m_request()).then(this, [this](const PlacementPlan &plan) { showPlan(plan); });
}

void PlacementChangeDialog::showPlan(const PlacementPlan &plan)
{
    m_plan = plan;
    m_planButton->setEnabled(true);
    if (!plan.canBegin()) { // what was asked for stays there, to be mended
        say(tr("%1 cannot begin.").arg(changeTitle(plan.record)) + u'\n' + plan.problems.join(u'\n'), true);
        offer({m_planButton}, m_planButton);
        lookAgain(); // what is in the way may be a change that was left, which can be ended from here
        return;
    }
    QStringList paragraphs;
    for (qsizetype i = 0; i < plan.statements.size(); ++i)
        paragraphs.append(tr("%1. %2").arg(i + 1).arg(plan.statements.at(i)));
    m_planView->setPlainText(m_labels.in((paragraphs + plan.facts).join(QStringLiteral("\n\n"))));
    m_stack->setCurrentWidget(m_planView);
    say(tr("%1. This would be done:").arg(changeTitle(plan.record)), false);
    offer({m_back, m_copy, m_begin}, m_close);
}

void PlacementChangeDialog::begin()
{
    m_record = m_plan.record;
    m_change->begin(m_plan, m_operator);
    showProgress();
}

void PlacementChangeDialog::resume(bool forward)
{
    if (!m_open)
        return;
    m_change->resume(*m_open, forward, m_operator);
    showProgress();
}

void PlacementChangeDialog::showProgress()
{
    if (!m_change->isRunning())
        return;
    m_table->setVisible(true);
    m_stack->setCurrentWidget(m_table);
    m_steps->setSteps(m_change->progress().steps);
    if (const int current = m_steps->current(); current >= 0)
        m_table->scrollTo(m_steps->index(current, 0));
    say(tr("%1: under way.").arg(changeTitle(m_record)), false);
    m_cancel->setEnabled(m_change->progress().cancellable);
    if (!m_cancel->isVisibleTo(this))
        offer({m_cancel}, m_close);
}

void PlacementChangeDialog::showEnd()
{
    m_steps->setSteps(m_change->progress().steps);
    const ChangeEnd end = m_change->end().value_or(ChangeEnd{});
    say(changeEndText(m_record, end), end.kind == ChangeEnd::Kind::Unfinished);
    offer({}, m_close);
    if (end.kind == ChangeEnd::Kind::Unfinished)
        lookAgain();
    Q_EMIT changeEnded();
}

/// What can be done about an unfinished change depends on where the servers stand.
void PlacementChangeDialog::lookAgain()
{
    m_change->findOpen().then(this, [this](const Result<std::optional<OpenChange>> &found) {
        if (!found.ok() || !*found || isRunning())
            return;
        m_open = **found;
        m_record = m_open->record;
        QList<QPushButton *> possible;
        if (m_stack->currentWidget() == m_form)
            possible.append(m_planButton);
        if (!m_open->onlyForward())
            possible.append(m_undo);
        if (!m_open->onlyBack())
            possible.append(m_resume);
        offer(possible, m_close);
    });
}

} // namespace movr
