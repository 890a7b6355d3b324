#include "app/tour.h"

#include "app/complaint.h"
#include "app/tour_targets.h"
#include "ui/latency/latency_chart.h"
#include "ui/latency/latency_page.h"
#include "ui/placement_change/placement_change_runner.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QPixmap>

#include <algorithm>
#include <cstdio>

namespace movr {

namespace {

using namespace std::chrono_literals;
using namespace tour;
using PageKind = PageTarget::Page;

constexpr QSize usualSize(1280, 800);
constexpr QSize largeSize(1920, 1080);
constexpr auto patience = 60s; ///< for one picture, however busy the machine is

} // namespace

Tour::Tour(MainWindow *window, const QString &directory, QObject *parent)
    : QObject(parent), m_window(window), m_directory(directory)
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(patience);
    m_poll.setInterval(0);
    connect(&m_poll, &QTimer::timeout, this, &Tour::check);
    connect(&m_timeout, &QTimer::timeout, this, [this] { fail(m_steps.at(m_next).what); });
}

void Tour::start()
{
    if (!m_directory.mkpath(QStringLiteral("."))) {
        complain(tr("The directory %1 cannot be made.").arg(m_directory.path()));
        finish(1);
        return;
    }
    m_former = theme::current();
    m_formerSize = m_window->size();
    plan();
    advance();
}

void Tour::plan()
{
    planScheme(ColorScheme::Light);
    planScheme(ColorScheme::Dark);
    planLarge();
}

void Tour::planScheme(ColorScheme scheme)
{
    step(tr("the window"), [this, scheme] {
        m_scheme = scheme;
        m_number = 0;
        m_window->setColorScheme(scheme);
        m_window->resize(usualSize);
        m_window->show();
    });
    planPage(PageKind::Vehicles, QStringLiteral("vehicles"));
    planPage(PageKind::Rides, QStringLiteral("rides"));
    planPage(PageKind::Users, QStringLiteral("users"));
    planPage(PageKind::Activity, QStringLiteral("activity"));
    planPlacement();
    planExperiment();
    planServers();
    planLatency();
    planMiddle(QStringLiteral("rides-middle"));
    planFilters(QStringLiteral("rides-filtered"));
    planScan(QStringLiteral("rides-no-index"));
    planMany(QStringLiteral("many-vehicles"));
    planEmpty(QStringLiteral("users-empty"));
    planOutcome(QStringLiteral("outcome"));
    planSearch(QStringLiteral("search"));
    const PageTarget idle = vehiclesThat(VehicleStatus::Available);
    planDialog(idle, ConsoleAction::StartRide, QStringLiteral("start-ride"));
    planDialog(activeRides(), ConsoleAction::EndRide, QStringLiteral("end-ride"));
    planDialog(activeRides(), ConsoleAction::ForceEndRide, QStringLiteral("force-end-ride"));
    planDialog(idle, ConsoleAction::AddVehicle, QStringLiteral("add-vehicle"));
    planDialog(idle, ConsoleAction::TakeOutOfService, QStringLiteral("take-out-of-service"));
    planDialog(idle, ConsoleAction::RemoveVehicle, QStringLiteral("remove-vehicle"));
    planDialog(allOf(PageKind::Users), ConsoleAction::SignUp, QStringLiteral("sign-up"));
    planDialog(allOf(PageKind::Users), ConsoleAction::SignInRider, QStringLiteral("sign-in"));
    planDialog(allOf(PageKind::Users), ConsoleAction::RemoveUser, QStringLiteral("remove-user"));
    planHelp(QStringLiteral("shortcuts"), [this] { return m_window->openShortcuts(); });
    planHelp(QStringLiteral("about"), [this] { return m_window->openAbout(); });
    planAlertLines(QStringLiteral("alert-lines"));
    planHelp(QStringLiteral("export"), [this] { return m_window->openExport(); });
    planHelp(QStringLiteral("move-home"), [this] { return m_window->placementChanges()->openMoveHome(); });
    planHelp(QStringLiteral("add-city"), [this] { return m_window->placementChanges()->openAddCity(); });
    planStartPage();
}

void Tour::step(QString what, std::function<void()> act, std::function<bool()> ready)
{
    m_steps.push_back({std::move(act), std::move(ready), std::move(what)});
}

void Tour::planHelp(const QString &picture, std::function<QWidget *()> open)
{
    step(
        tr("the dialog %1").arg(picture), [this, open = std::move(open)] { m_dialog = open(); },
        [this] { return m_dialog && m_dialog->isVisible(); });
    step(picture, [] {});
    // A dialog that looks something up is grabbed with what it found.
    step(
        tr("the rows in the dialog %1").arg(picture), [] {},
        [this] {
            const auto views = m_dialog->findChildren<QAbstractItemView *>(QStringLiteral("matches"));
            return views.isEmpty() || (views.first()->model()->rowCount() > 0);
        });
    step(
        picture,
        [this, picture] {
            grab(m_dialog, picture);
            if (auto *dialog = qobject_cast<QDialog *>(m_dialog))
                dialog->reject();
        },
        [this] { return !m_dialog || !m_dialog->isVisible(); });
}

void Tour::planStartPage()
{
    const QString picture = QStringLiteral("start");
    step(picture, [this, picture] {
        m_window->startPage()->reload();
        m_window->peekStartPage(true);
    });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->peekStartPage(false);
    });
}

void Tour::planLarge()
{
    step(tr("the large window"), [this] {
        m_scheme = ColorScheme::Light;
        m_window->setColorScheme(m_scheme);
        m_window->resize(largeSize);
    });
    planPage(PageKind::Rides, QStringLiteral("rides-1920x1080"));
    LatencyPage *const page = m_window->view()->latency();
    planLatencyPicture(
        QStringLiteral("latency-1920x1080"), [this] { m_window->showPage(PageKind::Latency); },
        [page] { return page->state() == LoadState::Ready; });
}

void Tour::advance()
{
    if (m_next >= m_steps.size()) {
        finish(0);
        return;
    }
    m_timeout.start();
    m_steps.at(m_next).act();
    if (m_next < m_steps.size())
        m_poll.start();
}

void Tour::check()
{
    const Step &current = m_steps.at(m_next);
    if ((current.ready && !current.ready()) || !curvesArePainted()) {
        // Not busy waiting: look again when something may have changed, a few times a second.
        m_poll.setInterval(20ms);
        return;
    }
    m_poll.stop();
    m_poll.setInterval(0);
    m_timeout.stop();
    ++m_next;
    advance();
}

/// They are painted beside the window: a picture of a chart is one with its curves.
bool Tour::curvesArePainted() const
{
    const auto charts = m_window->findChildren<LatencyChart *>();
    return std::all_of(charts.cbegin(), charts.cend(),
                       [](const LatencyChart *chart) { return !chart->isVisible() || chart->isPainted(); });
}

void Tour::fail(const QString &what)
{
    complain(
        tr("The tour waited %1 s in vain for %2.").arg(std::chrono::seconds(patience).count()).arg(what));
    finish(1);
}

void Tour::finish(int exitCode)
{
    m_poll.stop();
    m_timeout.stop();
    m_next = m_steps.size();
    if (m_formerSize.isValid()) {
        m_window->setColorScheme(m_former);
        m_window->resize(m_formerSize);
    }
    Q_EMIT finished(exitCode);
}

void Tour::grab(QWidget *widget, const QString &picture)
{
    const QString file = m_directory.filePath(fileName(picture));
    if (!widget || !widget->grab().save(file)) {
        complain(tr("The picture %1 cannot be saved.").arg(file));
        finish(1);
        return;
    }
    std::printf("%s\n", qPrintable(file));
    std::fflush(stdout);
}

QString Tour::fileName(const QString &picture)
{
    ++m_number;
    return QStringLiteral("%1-%2-%3.png")
        .arg(m_number, 2, 10, QLatin1Char('0'))
        .arg(picture, colorSchemeName(m_scheme));
}

} // namespace movr
