#include "ui/experiment/experiment_setup.h"

#include "models/presentation/place_names.h"
#include "models/presentation/words.h"
#include "ui/experiment/deployment_file_field.h"
#include "ui/text/wrapped_label.h"
#include "ui/window/elided_combo_box.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int usualRounds = 20;
constexpr int mostRounds = 10'000;
constexpr int tasksOfARound = 7 * 3; ///< seven tasks in three ways

// Names in the settings.
const QString sourceKey = QStringLiteral("source");
const QString placeKey = QStringLiteral("place");
const QString roundsKey = QStringLiteral("rounds");
const QString multiKey = QStringLiteral("multi_region");
const QString singleKey = QStringLiteral("single_region");

} // namespace

ExperimentSetup::ExperimentSetup(QWidget *parent)
    : QFrame(parent), m_source(new QComboBox(this)), m_place(new ElidedComboBox(this)),
      m_multi(new DeploymentFileField(tr("Multi-region deployment"), this)),
      m_single(new DeploymentFileField(tr("Single-region deployment"), this)),
      m_city(new ElidedComboBox(this)), m_rounds(new QSpinBox(this)), m_note(new WrappedLabel(this)),
      m_run(new QPushButton(QIcon::fromTheme(QStringLiteral("media-playback-start")), tr("R&un experiment"),
                            this)),
      m_cancel(new QPushButton(QIcon::fromTheme(QStringLiteral("process-stop")), tr("Ca&ncel"), this))
{
    m_source->setAccessibleName(tr("Deployments to compare"));
    m_source->addItem(tr("Two deployment files"), int(Source::Files));
    m_place->setObjectName(QStringLiteral("deskPlace"));
    m_place->setAccessibleName(tr("Place of the desk"));
    m_place->setToolTip(
        tr("Where the tasks are sent from: decides the distances to the regions. The window's own links stay "
           "as they are."));
    m_city->setAccessibleName(tr("City"));
    m_city->setToolTip(tr("Whose tasks they are: they go to the region where this city lives"));
    m_city->addItem(tr("First of the nearest region"), QString());
    for (QComboBox *box : {m_place, m_city}) {
        box->setMinimumWidth(90);
        box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    m_rounds->setAccessibleName(tr("Rounds"));
    m_rounds->setToolTip(tr("How often each task is done in each way. From 100 rounds on, p99 is known."));
    m_rounds->setRange(1, mostRounds);
    m_rounds->setValue(usualRounds);
    m_rounds->setGroupSeparatorShown(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_run->setAccessibleName(tr("Run experiment"));
    m_cancel->setAccessibleName(tr("Cancel the experiment"));
    m_cancel->setToolTip(tr("Ends it soon, with what was measured until then"));
    build();
    showSource();
}

void ExperimentSetup::build()
{
    const auto caption = [this](const QString &text, QWidget *buddy) {
        auto *label = new QLabel(text, this);
        label->setBuddy(buddy);
        return label;
    };
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_source);
    first->addStretch(1);
    first->addWidget(m_cancel);
    first->addWidget(m_run);
    auto *second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(m_city);
    second->addWidget(m_placeCaption = caption(tr("&From:"), m_place));
    second->addWidget(m_place);
    second->addWidget(caption(tr("R&ounds:"), m_rounds));
    second->addWidget(m_rounds);
    second->addStretch(1);
    m_form = new QFormLayout;
    m_form->setVerticalSpacing(6);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->addRow(caption(tr("Co&mpare:"), m_source), first);
    m_form->addRow(caption(tr("Mu&lti-region:"), m_multi), m_multi);
    m_form->addRow(caption(tr("Sin&gle-region:"), m_single), m_single);
    m_form->addRow(caption(tr("Ci&ty:"), m_city), second);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->setSpacing(6);
    layout->addLayout(m_form);
    layout->addWidget(m_note);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ExperimentSetup::showSource);
    connect(m_multi, &DeploymentFileField::changed, this, &ExperimentSetup::showState);
    connect(m_single, &DeploymentFileField::changed, this, &ExperimentSetup::showState);
    connect(m_rounds, &QSpinBox::valueChanged, this, &ExperimentSetup::showState);
    connect(m_run, &QPushButton::clicked, this, &ExperimentSetup::runWanted);
    connect(m_cancel, &QPushButton::clicked, this, &ExperimentSetup::cancelWanted);
}

void ExperimentSetup::setPlaces(const QStringList &places, const QString &here)
{
    const int row = m_source->findData(int(Source::Demo));
    if (places.isEmpty() && row >= 0)
        m_source->removeItem(row);
    if (!places.isEmpty() && row < 0) {
        m_source->insertItem(0, tr("The demo's two deployments"), int(Source::Demo));
        m_source->setCurrentIndex(0);
    }
    m_place->clear();
    for (const QString &place : places)
        m_place->addItem(
            place == here ? tr("%1, where this desk is").arg(placeName(place)) : placeName(place), place);
    const int wanted = m_place->findData(m_wantedPlace);
    m_place->setCurrentIndex(wanted >= 0 ? wanted : m_place->findData(here));
    showSource();
}

void ExperimentSetup::setDemoObstacle(const QString &sentence)
{
    m_demoObstacle = sentence;
    showState();
}

void ExperimentSetup::setCities(const Catalog &catalog)
{
    const QString chosen = city();
    while (m_city->count() > 1)
        m_city->removeItem(1);
    for (const CityInfo &info : catalog.cities())
        m_city->addItem(words::city(info.city), info.city);
    m_city->setCurrentIndex(std::max(0, m_city->findData(chosen)));
}

void ExperimentSetup::proposeFile(const QString &multiRegion)
{
    if (m_multi->file().isEmpty())
        m_multi->setFile(multiRegion);
}

ExperimentSetup::Source ExperimentSetup::source() const
{
    return static_cast<Source>(m_source->currentData().toInt());
}

QString ExperimentSetup::place() const
{
    return m_place->currentData().toString();
}

QString ExperimentSetup::city() const
{
    return m_city->currentData().toString();
}

int ExperimentSetup::rounds() const
{
    return m_rounds->value();
}

std::optional<Deployment> ExperimentSetup::multiRegion() const
{
    return m_multi->deployment();
}

std::optional<Deployment> ExperimentSetup::singleRegion() const
{
    return m_single->deployment();
}

QString ExperimentSetup::obstacle() const
{
    if (source() == Source::Demo)
        return m_demoObstacle;
    if (!multiRegion())
        return tr("Choose the file of a multi-region deployment.");
    if (!multiRegion()->multiRegion())
        return tr("%1 has one region only: the first file is to have several.").arg(multiRegion()->name);
    if (!singleRegion())
        return tr("Choose the file of a single-region deployment.");
    if (singleRegion()->multiRegion())
        return tr("%1 has several regions: the second file is to have one.").arg(singleRegion()->name);
    return {};
}

void ExperimentSetup::setRunning(bool running, bool cancelling)
{
    m_running = running;
    m_cancelling = cancelling;
    const bool pressed = m_run->hasFocus();
    showState();
    if (pressed && running)
        m_cancel->setFocus(); // the one that was pressed goes off
}

void ExperimentSetup::showSource()
{
    const bool demo = source() == Source::Demo;
    m_place->setVisible(demo);
    m_placeCaption->setVisible(demo);
    for (DeploymentFileField *field : {m_multi, m_single}) {
        field->setVisible(!demo);
        m_form->labelForField(field)->setVisible(!demo);
    }
    showState();
}

void ExperimentSetup::showState()
{
    const QString why = obstacle();
    m_run->setEnabled(!m_running && why.isEmpty());
    m_run->setToolTip(
        why.isEmpty() ? tr("Does the seven tasks in each of the three ways, one after the other") : why);
    m_run->setVisible(!m_running);
    m_cancel->setVisible(m_running);
    m_cancel->setEnabled(!m_cancelling);
    for (QWidget *field :
         {static_cast<QWidget *>(m_source), static_cast<QWidget *>(m_place), static_cast<QWidget *>(m_multi),
          static_cast<QWidget *>(m_single), static_cast<QWidget *>(m_city), static_cast<QWidget *>(m_rounds)})
        field->setEnabled(!m_running);
    const QString tasks = QLocale().toString(tasksOfARound * (rounds() + 1));
    m_note->setText(
        !why.isEmpty()
            ? why
            : tr("%1 tasks, the first round uncounted. Each round makes up a person, a vehicle and a ride in "
                 "every way, and takes person and vehicle out of use again; their rows stay.")
                  .arg(tasks));
}

QVariantMap ExperimentSetup::saveState() const
{
    return {{sourceKey, int(source())},
            {placeKey, m_place->count() > 0 ? place() : m_wantedPlace},
            {roundsKey, rounds()},
            {multiKey, m_multi->file()},
            {singleKey, m_single->file()}};
}

void ExperimentSetup::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_wantedPlace = state.value(placeKey).toString();
    m_rounds->setValue(state.value(roundsKey, usualRounds).toInt());
    m_multi->setFile(state.value(multiKey).toString());
    m_single->setFile(state.value(singleKey).toString());
    const int row = m_source->findData(state.value(sourceKey).toInt());
    if (row >= 0)
        m_source->setCurrentIndex(row);
}

} // namespace movr
