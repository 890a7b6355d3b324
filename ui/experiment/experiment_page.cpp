#include "ui/experiment/experiment_page.h"

#include "db/fleet/fleet.h"
#include "models/journey/journey_words.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/experiment/experiment_setup.h"
#include "ui/experiment/journey_export.h"
#include "ui/experiment/journey_result_view.h"
#include "ui/settings/password_store.h"
#include "ui/text/notice_strip.h"
#include "ui/text/wrapped_label.h"
#include "ui/window/page_stack.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>
#include <memory>
#include <utility>

namespace movr {

namespace {

using namespace std::chrono_literals;

constexpr auto paintInterval = 100ms;
const QString setupKey = QStringLiteral("setup");
const QString folderKey = QStringLiteral("folder");

QString remainingText(const JourneyProgress &now, qint64 elapsed)
{
    if (now.done < 10 || elapsed < 1000)
        return {};
    const double seconds = double(elapsed) / 1000 / now.done * (now.total - now.done);
    return seconds < 90 ? ExperimentPage::tr("about %1 s left").arg(std::ceil(seconds))
                        : ExperimentPage::tr("about %1 min left").arg(std::round(seconds / 60));
}

QString beganText(const JourneyReport &report)
{
    return ExperimentPage::tr("%1 UTC").arg(
        report.begun.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")));
}

} // namespace

ExperimentPage::ExperimentPage(ConsoleContext *, QWidget *parent, PasswordStore *passwords)
    : TablePage(parent), m_passwords(passwords ? passwords : new KeychainStore(this)),
      m_setup(new ExperimentSetup(this)), m_notice(new NoticeStrip(this)), m_running(new QWidget(this)),
      m_progressText(new QLabel(m_running)), m_progress(new QProgressBar(m_running)),
      m_stack(new PageStack(this)), m_explanation(new WrappedLabel), m_result(new JourneyResultView)
{
    setAccessibleName(title());
    build();
    m_export = new QAction(QIcon::fromTheme(QStringLiteral("document-export")), tr("Export report…"), this);
    m_export->setToolTip(tr("Writes what is shown as a PDF or HTML report, a picture or a table"));
    connect(m_export, &QAction::triggered, this, &ExperimentPage::exportReport);
    connect(m_setup, &ExperimentSetup::runWanted, this, &ExperimentPage::run);
    connect(m_setup, &ExperimentSetup::cancelWanted, this, &ExperimentPage::cancel);
    connect(m_notice, &NoticeStrip::pressed, this, &ExperimentPage::showOther);
    m_paint.setInterval(paintInterval);
    m_paint.setSingleShot(true);
    connect(&m_paint, &QTimer::timeout, this, &ExperimentPage::showProgress);
    showState();
}

ExperimentPage::~ExperimentPage()
{
    waitForEnd();
}

void ExperimentPage::build()
{
    m_progress->setAccessibleName(tr("Progress of the experiment"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(260);
    m_progressText->setTextFormat(Qt::PlainText);
    m_progressText->setAccessibleName(tr("State of the experiment"));
    auto *running = new QHBoxLayout(m_running);
    running->setContentsMargins(12, 4, 12, 6);
    running->addWidget(m_progress);
    running->addWidget(m_progressText, 1);
    m_explanation->setText(tr("Compares what a request costs in a multi-region and in a single-region "
                              "deployment: sign up, log in, view "
                              "vehicles, add a vehicle, start a ride, end it, view rides. A third column "
                              "does the same in the reference's way, "
                              "with transactions of several statements."));
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setAlignment(Qt::AlignCenter);
    m_explanation->setContentsMargins(80, 20, 80, 60);
    m_explanation->setAutoFillBackground(true);
    m_explanation->setBackgroundRole(QPalette::Base);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_explanation);
    m_stack->addWidget(m_result);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_setup);
    layout->addWidget(m_running);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
}

QString ExperimentPage::title() const
{
    return tr("Experiment");
}

QIcon ExperimentPage::icon() const
{
    return QIcon::fromTheme(QStringLiteral("office-chart-bar"));
}

QList<QAction *> ExperimentPage::toolBarActions() const
{
    return {m_export};
}

RowSource ExperimentPage::source() const
{
    if (!m_result->hasReport())
        return {};
    const QDateTime ended = m_result->report().ended.toUTC();
    return {tr("Measured until %1 UTC").arg(ended.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"))), {}};
}

void ExperimentPage::setFleet(Fleet *fleet)
{
    if (m_fleet)
        m_fleet->disconnect(this);
    leave();
    m_fleet = fleet;
    m_own = {};
    m_setup->setPlaces({}, {});
    m_setup->setCities(fleet ? fleet->catalog() : Catalog());
    m_result->clear();
    m_other.reset();
    m_notice->clear();
    showState();
    if (!fleet)
        return;
    m_setup->proposeFile(fleet->deployment().multiRegion() ? fleet->deployment().file : QString());
    connect(fleet, &Fleet::catalogChanged, this, [this] { m_setup->setCities(m_fleet->catalog()); });
}

void ExperimentPage::setOwnDeployments(const OwnDeployments &own, const QString &obstacle)
{
    m_own = own;
    m_setup->setPlaces(own.places, own.here);
    m_setup->setDemoObstacle(obstacle);
}

void ExperimentPage::run()
{
    if (m_experiment || m_preparing || !m_setup->obstacle().isEmpty())
        return;
    m_notice->clear();
    JourneyRequest request;
    request.repeat = m_setup->rounds();
    request.city = m_setup->city();
    if (m_setup->source() == ExperimentSetup::Source::Demo) {
        const auto links = m_own.linksFrom(m_setup->place());
        if (!links)
            return fail(links.failure());
        request.multiRegion = links->multiRegion;
        request.singleRegion = links->singleRegion;
        request.from = m_setup->place();
        return begin(request);
    }
    request.multiRegion = *m_setup->multiRegion();
    request.singleRegion = *m_setup->singleRegion();
    ask(request);
}

/// The tasks are real ones: on deployments of the user's they leave rows behind.
void ExperimentPage::ask(const JourneyRequest &request)
{
    const int times = request.repeat + 1;
    auto *dialog = new ConfirmDialog(
        tr("Run experiment"),
        tr("Run the experiment on %1 and %2?").arg(request.multiRegion.name, request.singleRegion.name),
        tr("It writes to both: %1 made-up users, vehicles and rides in %2 and %3 in %4. Each vehicle is "
           "removed and each user "
           "signed off again; their rows, rides and entries in the activity record stay. It takes as much of "
           "the servers as one "
           "busy operator.")
            .arg(QLocale().toString(times), request.multiRegion.name, QLocale().toString(2 * times),
                 request.singleRegion.name),
        tr("&Run experiment"), QStringLiteral("media-playback-start"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, request] { readPasswords(request); });
    dialog->open();
}

/// Regions have one password each in a request, by their names.
void ExperimentPage::readPasswords(const JourneyRequest &request)
{
    struct Gathering {
        JourneyRequest request;
        qsizetype missing = 0;
        QString twice; ///< a region with different passwords in the two deployments
    };
    const auto gathering = std::make_shared<Gathering>();
    gathering->request = request;
    gathering->missing = request.multiRegion.regions.size() + request.singleRegion.regions.size();
    m_preparing = true;
    ++m_run;
    showState();
    for (const Deployment &deployment : {request.multiRegion, request.singleRegion})
        for (const Region &region : deployment.regions) {
            const auto take = [this, gathering, run = m_run, name = region.name](const QString &password) {
                QString &known = gathering->request.passwords[name];
                if (!known.isEmpty() && !password.isEmpty() && known != password)
                    gathering->twice = name;
                if (known.isEmpty())
                    known = password;
                if (--gathering->missing > 0 || !m_preparing || run != m_run)
                    return;
                m_preparing = false;
                if (gathering->twice.isEmpty())
                    return begin(gathering->request);
                Failure failure;
                failure.kind = FailureKind::InvalidInput;
                failure.sentence = tr("%1 has different passwords in the two deployments. Give them in a "
                                      "pgpass file instead.")
                                       .arg(gathering->twice);
                fail(failure);
            };
            m_passwords->read(PasswordStore::keyOf(deployment.file, region.name), this, take);
        }
}

void ExperimentPage::begin(const JourneyRequest &request)
{
    m_now = {};
    m_cancelling = false;
    m_experiment = new JourneyExperiment(request, this);
    connect(m_experiment, &JourneyExperiment::progress, this, [this](const JourneyProgress &progress) {
        m_now = progress;
        if (!m_paint.isActive())
            m_paint.start();
    });
    connect(m_experiment, &JourneyExperiment::finished, this, &ExperimentPage::accept);
    connect(m_experiment, &JourneyExperiment::failed, this, [this](const Failure &failure) {
        end();
        fail(failure);
    });
    m_since.start();
    if (m_result->hasReport())
        m_notice->tell(
            Meaning::Info,
            tr("Shown until this one ends: the experiment of %1.").arg(beganText(m_result->report())));
    m_experiment->start();
    showState();
    Q_EMIT started();
}

void ExperimentPage::cancel()
{
    m_preparing = false;
    if (m_experiment) {
        m_cancelling = true;
        m_experiment->cancel();
    }
    showState();
}

/// The fleet is left: what still runs ends by itself, without anybody looking.
void ExperimentPage::leave()
{
    m_preparing = false;
    JourneyExperiment *const left = std::exchange(m_experiment, nullptr);
    if (!left)
        return;
    left->disconnect(this);
    connect(left, &JourneyExperiment::finished, left, &QObject::deleteLater);
    connect(left, &JourneyExperiment::failed, left, &QObject::deleteLater);
    left->cancel();
    Q_EMIT ended();
}

void ExperimentPage::waitForEnd()
{
    m_experiment = nullptr;
    qDeleteAll(findChildren<JourneyExperiment *>(QString(), Qt::FindDirectChildrenOnly));
}

void ExperimentPage::end()
{
    m_experiment->deleteLater();
    m_experiment = nullptr;
    m_paint.stop();
    showState();
    Q_EMIT ended();
}

void ExperimentPage::accept(const JourneyReport &report)
{
    m_notice->clear();
    if (!report.cancelled)
        m_other.reset();
    // Half an experiment does not take the place of a whole one.
    if (report.cancelled && m_result->hasReport() && !m_result->report().cancelled)
        m_other = report;
    else
        m_result->setReport(report);
    if (m_other)
        tellOther();
    end();
    Q_EMIT sourceChanged();
}

/// The one that was cancelled and the one before it change places.
void ExperimentPage::showOther()
{
    if (!m_other || m_experiment)
        return;
    swapReports();
    tellOther();
}

void ExperimentPage::swapReports()
{
    const JourneyReport shown = m_result->report();
    m_result->setReport(*m_other);
    m_other = shown;
    Q_EMIT sourceChanged();
}

void ExperimentPage::tellOther()
{
    if (m_result->report().cancelled)
        m_notice->tell(Meaning::Info,
                       tr("This is the experiment that was cancelled. There is the one of %1 before it.")
                           .arg(beganText(*m_other)),
                       {}, tr("&Show the one before"));
    else
        m_notice->tell(Meaning::Info,
                       tr("Cancelled. Still shown: the experiment of %1.").arg(beganText(m_result->report())),
                       {}, tr("&Show what was measured"));
}

void ExperimentPage::fail(const Failure &failure)
{
    const bool cancelled = failure.kind == FailureKind::Cancelled;
    // Nothing came of this one: the whole one is shown again, and the one that was cancelled stays within reach.
    if (m_other && m_result->report().cancelled)
        swapReports();
    m_notice->tell(cancelled ? Meaning::Info : Meaning::Bad,
                   cancelled ? tr("Cancelled before the first task: nothing was measured.")
                             : failure.sentence,
                   failure.detail, m_other ? tr("&Show the one cancelled before") : QString());
    showState();
}

QString ExperimentPage::stateText() const
{
    if (m_preparing)
        return tr("Asking the keychain for passwords…");
    if (!m_experiment)
        return {};
    if (m_cancelling)
        return tr("Cancelling; what was made up is taken out of use…");
    if (m_now.total == 0)
        return tr("Looking at the deployments…");
    const QString remaining = remainingText(m_now, m_since.elapsed());
    const QLocale locale;
    const QString text = tr("%1 of %2 tasks: %3, %4")
                             .arg(locale.toString(m_now.done), locale.toString(m_now.total),
                                  journeyTitle(m_now.task), journeyTitle(m_now.way));
    return remaining.isEmpty() ? text : tr("%1 · %2").arg(text, remaining);
}

void ExperimentPage::showProgress()
{
    m_progress->setRange(0, m_now.total);
    m_progress->setValue(m_now.done);
    m_progressText->setText(stateText());
}

void ExperimentPage::showState()
{
    const bool busy = m_experiment || m_preparing;
    m_setup->setRunning(busy, m_cancelling && m_experiment);
    m_running->setVisible(busy);
    m_export->setEnabled(m_result->hasReport());
    m_stack->setCurrentWidget(m_result->hasReport() ? static_cast<QWidget *>(m_result) : m_explanation);
    showProgress();
}

void ExperimentPage::exportReport()
{
    if (!m_result->hasReport())
        return;
    const QString folder = QFileInfo(m_folder).isDir()
                             ? m_folder
                             : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString name = QStringLiteral("movr-journey-%1")
                             .arg(m_result->report().begun.toUTC().toString(QStringLiteral("yyyyMMdd-hhmm")));
    auto *dialog = new QFileDialog(this, tr("Export report"), QDir(folder).filePath(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(journeyFileFilters());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dialog](const QString &file) { save(withEndingOf(file, dialog->selectedNameFilter())); });
    dialog->open();
}

void ExperimentPage::save(const QString &file)
{
    m_folder = QFileInfo(file).absolutePath();
    Q_EMIT stateChanged();
    saveJourney(file, m_result->report()).then(this, [this, file](const Result<Done> &saved) {
        if (!saved.ok())
            return Q_EMIT messageWanted(Message::error(saved.failure()));
        Message told{Message::Kind::Done,
                     tr("The report is written to %1.").arg(QDir::toNativeSeparators(file)),
                     {},
                     tr("Show in folder"),
                     [folder = m_folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }};
        Q_EMIT messageWanted(told);
    });
}

QVariantMap ExperimentPage::saveState() const
{
    return {{setupKey, m_setup->saveState()}, {folderKey, m_folder}};
}

void ExperimentPage::restoreState(const QVariantMap &state)
{
    m_setup->restoreState(state.value(setupKey).toMap());
    m_folder = state.value(folderKey).toString();
}

} // namespace movr
