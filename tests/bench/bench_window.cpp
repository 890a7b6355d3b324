// How the window keeps up with a large fleet: the wait for painted rows on every page, in every order and with every
// filter that is offered, and the longest stall and the memory of dragging through the rides while others change them.
//
//   bench_window DEPLOYMENT --direct CONNINFO [--seconds 60] [--changes 100] [--city NAME]
//
// DEPLOYMENT and CONNINFO (of the desk's region, past the relays) as `movr-console demo --headless` prints them. Prints
// one JSON object. Not part of the tests.
#include "app/process_setup.h"
#include "db/fleet/fleet.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/timed_application.h"
#include "tests/ui_fleet/change_load.h"
#include "tests/ui_fleet/heartbeat.h"
#include "ui/pages/data_page.h"
#include "ui/settings/console_settings.h"
#include "ui/tables/paged_table_view.h"
#include "ui/tables/position_bar.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"
#include "ui/window/top_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values.at(values.size() / 2);
}

/// Ends when rows of the wanted answer have been painted. Woken by events: the wait is not rounded up.
class PaintedRows : public QObject
{
public:
    explicit PaintedRows(DataPage *page)
        : m_view(page->view()), m_model(qobject_cast<PagedModel *>(page->view()->model()))
    {
        m_view->viewport()->installEventFilter(this);
        connect(m_model, &PagedModel::sought, this, [this] { m_there |= m_jump; });
        connect(m_model, &PagedModel::rowsChanged, this, [this] { m_there |= !m_jump; });
    }
    /// Milliseconds from `begin` to the painting; negative when it takes longer than the limit.
    double after(const std::function<void()> &begin, bool jump = false, std::chrono::milliseconds limit = 20s)
    {
        loopUntil([this] { return !m_model->isLoading(); }, limit);
        m_painted = false;
        m_jump = jump;
        m_there = false;
        QEventLoop loop;
        m_loop = &loop;
        QTimer::singleShot(limit, &loop, &QEventLoop::quit);
        QElapsedTimer clock;
        clock.start();
        begin();
        m_loading = m_model->isLoading();
        if (m_loading || jump)
            loop.exec();
        m_loop = nullptr;
        return m_painted || !m_loading ? double(clock.nsecsElapsed()) / 1e6 : -1;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Without rows, what is painted is that there are none.
        const bool loaded = m_model->state() == LoadState::Ready || m_model->state() == LoadState::Empty;
        if (event->type() == QEvent::Paint && m_there && loaded && m_loop)
            QMetaObject::invokeMethod(
                this, [this] { painted(); }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    void painted()
    {
        m_painted = true;
        if (m_loop)
            m_loop->quit();
    }

    PagedTableView *m_view;
    PagedModel *m_model;
    QEventLoop *m_loop = nullptr;
    bool m_painted = false;
    bool m_jump = false;
    bool m_there = false;
    bool m_loading = false;
};

/// What one can do on a page so that other rows are shown.
struct Step {
    QString name;
    std::function<void()> act;
};

void addOrders(DataPage *page, QList<Step> &steps)
{
    auto *model = qobject_cast<PagedModel *>(page->view()->model());
    for (int column = 0; column < model->columnCount(); ++column)
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder})
            steps.append(
                {QStringLiteral("by %1 %2")
                     .arg(model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                          order == Qt::AscendingOrder ? QStringLiteral("up") : QStringLiteral("down")),
                 [model, column, order] { model->sort(column, order); }});
}

void addFilters(DataPage *page, QList<Step> &steps)
{
    auto *bar = page->findChild<FilterBar *>();
    const auto boxes = bar->findChildren<QComboBox *>();
    for (QComboBox *box : boxes) {
        for (int i = 1; i < box->count(); ++i)
            steps.append({box->itemText(i), [box, i] { box->setCurrentIndex(i); }});
        steps.append({box->itemText(0), [box] { box->setCurrentIndex(0); }});
    }
    const auto checks = bar->findChildren<QCheckBox *>();
    for (QCheckBox *check : checks)
        for (const bool on : {true, false})
            steps.append({check->text() + (on ? QStringLiteral(" on") : QStringLiteral(" off")),
                          [check, on] { check->setChecked(on); }});
}

class Bench
{
public:
    explicit Bench(const Deployment &deployment)
        : m_settings(m_directory.filePath(QStringLiteral("settings.ini"))), m_window(&m_settings),
          m_fleet(deployment)
    {
        m_window.setFleet(&m_fleet);
        m_window.resize(1280, 800);
        m_window.show();
        connectAll(m_fleet);
        loopFor(3s); // the lanes prepare their statements
    }
    ~Bench() { m_window.setFleet(nullptr); }

    void waits(PageTarget::Page kind, const QString &name, QJsonArray &lines)
    {
        DataPage *page = show(kind);
        QList<Step> steps;
        addOrders(page, steps);
        addFilters(page, steps);
        PaintedRows rows(page);
        auto *model = qobject_cast<PagedModel *>(page->view()->model());
        for (const Step &step : steps) {
            QList<double> waited{rows.after(step.act)};
            if (!model->isLoading() && waited.constFirst() < 0.5)
                continue; // nothing else is shown: not an order that is offered
            for (int again = 0; again < 4; ++again)
                waited.append(rows.after([page] { page->refresh(); }));
            lines.append(QJsonObject{{QStringLiteral("page"), name},
                                     {QStringLiteral("step"), step.name},
                                     {QStringLiteral("first_ms"), waited.constFirst()},
                                     {QStringLiteral("again_ms"), median(waited.mid(1))},
                                     {QStringLiteral("rows"), model->rowCount()}});
        }
    }

    void jumps(PageTarget::Page kind, const QString &name, QJsonArray &lines)
    {
        DataPage *page = show(kind);
        auto *model = qobject_cast<PagedModel *>(page->view()->model());
        loopUntil([model] { return model->knowsPositions(); }, 10s);
        PaintedRows rows(page);
        for (const double share : {0.5, 1.0, 0.25, 0.9, 0.003, 0.75, 0.0, 0.6})
            lines.append(
                QJsonObject{{QStringLiteral("page"), name},
                            {QStringLiteral("to"), share},
                            {QStringLiteral("ms"), rows.after([=] { page->view()->showAt(share); }, true)}});
    }

    /// A place and a freshness of the top bar, by the beginning of their texts.
    void choose(const QString &region, const QString &freshness)
    {
        TopBar *bar = m_window.view()->topBar();
        pick(bar->findChild<QComboBox *>(QStringLiteral("regionPicker")), region);
        pick(bar->findChild<QComboBox *>(QStringLiteral("freshnessPicker")), freshness);
        loopFor(1s);
    }

    QJsonObject drag(TimedApplication &app, int seconds, const QString &direct, const QString &city,
                     int perSecond)
    {
        DataPage *page = show(PageTarget::Page::Rides);
        auto *bar = page->findChild<PositionBar *>();
        std::unique_ptr<ChangeLoad> load;
        if (perSecond > 0)
            load = std::make_unique<ChangeLoad>(direct, city, perSecond);
        loopFor(1s);
        const double before = residentMegabytes();
        Heartbeat heart;
        QTimer hand;
        int step = 0;
        // There and back in twelve seconds, a move with every frame, as with a mouse.
        QObject::connect(&hand, &QTimer::timeout, bar, [bar, &step] {
            const int place = ++step % 750;
            const double share = place < 375 ? place / 375.0 : (750 - place) / 375.0;
            bar->setSliderPosition(bar->minimum() + int(share * (bar->maximum() - bar->minimum())));
        });
        bar->setSliderDown(true);
        heart.start();
        app.begin();
        hand.start(16);
        loopFor(10s);
        const double warm = residentMegabytes();
        loopFor(std::chrono::seconds(std::max(seconds - 10, 1)));
        hand.stop();
        heart.stop();
        bar->setSliderDown(false);
        QJsonArray longest;
        for (const TimedApplication::Work &work : app.longest())
            longest.append(
                QJsonObject{{QStringLiteral("ms"), work.milliseconds}, {QStringLiteral("event"), work.what}});
        return {{QStringLiteral("seconds"), seconds},
                {QStringLiteral("moves"), step},
                {QStringLiteral("changes_a_second"), load ? load->perSecond() : 0},
                {QStringLiteral("longest_stall_ms"), heart.longest()},
                {QStringLiteral("with_other_work_ms"), heart.longestWithNoise()},
                {QStringLiteral("longest_events"), longest},
                {QStringLiteral("memory_added_mb"), residentMegabytes() - before},
                {QStringLiteral("after_ten_seconds_mb"), residentMegabytes() - warm}};
    }

    QJsonObject roundTrips() const { return roundTripsOf(m_fleet); }
    double memory() const { return residentMegabytes(); }

private:
    static void pick(QComboBox *box, const QString &text)
    {
        if (!box)
            qFatal("no box for %s", qUtf8Printable(text));
        for (int step = 0; !box->currentText().startsWith(text) && step < 20; ++step)
            QTest::keyClick(box, Qt::Key_Up);
        for (int step = 0; !box->currentText().startsWith(text) && step < 20; ++step)
            QTest::keyClick(box, Qt::Key_Down);
        if (!box->currentText().startsWith(text))
            qFatal("no choice %s", qUtf8Printable(text));
    }

    DataPage *show(PageTarget::Page kind)
    {
        m_window.showPage(kind);
        auto *page = qobject_cast<DataPage *>(m_window.currentPage());
        auto *model = qobject_cast<PagedModel *>(page->view()->model());
        loopUntil([model] { return model->state() == LoadState::Ready && !model->isLoading(); }, 30s);
        return page;
    }

    QTemporaryDir m_directory;
    ConsoleSettings m_settings;
    MainWindow m_window;
    Fleet m_fleet;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    setUpProcess();
    TimedApplication application(argc, argv);
    dressApplication();
    QCommandLineParser parser;
    const QCommandLineOption direct(QStringLiteral("direct"), QString(), QStringLiteral("CONNINFO"));
    const QCommandLineOption seconds(QStringLiteral("seconds"), QString(), QStringLiteral("N"),
                                     QStringLiteral("60"));
    const QCommandLineOption changes(QStringLiteral("changes"), QString(), QStringLiteral("N"),
                                     QStringLiteral("100"));
    const QCommandLineOption city(QStringLiteral("city"), QString(), QStringLiteral("NAME"),
                                  QStringLiteral("boston"));
    const QCommandLineOption dragOnly(QStringLiteral("drag-only"));
    parser.addOptions({direct, seconds, changes, city, dragOnly});
    parser.process(application);
    Bench bench(deploymentOf(parser.positionalArguments().value(0)));
    const double before = bench.memory();
    QJsonArray waits;
    QJsonArray jumps;
    const QList<std::pair<PageTarget::Page, QString>> pages{
        {PageTarget::Page::Rides, QStringLiteral("Rides")},
        {PageTarget::Page::Vehicles, QStringLiteral("Vehicles")},
        {PageTarget::Page::Users, QStringLiteral("Users")},
        {PageTarget::Page::Activity, QStringLiteral("Activity")}};
    struct Place {
        QString region;
        QString freshness;
    };
    const QList<Place> places{{QStringLiteral("Auto"), QStringLiteral("Home")},
                              {QStringLiteral("All"), QStringLiteral("Nearest")},
                              {QStringLiteral("All"), QStringLiteral("Home")}};
    for (const Place &place : parser.isSet(dragOnly) ? QList<Place>() : places) {
        bench.choose(place.region, place.freshness);
        for (const auto &[kind, name] : pages) {
            bench.waits(kind, place.region + u' ' + place.freshness + u' ' + name, waits);
            bench.jumps(kind, place.region + u' ' + place.freshness + u' ' + name, jumps);
        }
    }
    bench.choose(QStringLiteral("All"), QStringLiteral("Nearest"));
    const QJsonObject dragged = bench.drag(application, parser.value(seconds).toInt(), parser.value(direct),
                                           parser.value(city), parser.value(changes).toInt());
    const QJsonObject report{{QStringLiteral("round_trips_ms"), bench.roundTrips()},
                             {QStringLiteral("waits"), waits},
                             {QStringLiteral("jumps"), jumps},
                             {QStringLiteral("dragging"), dragged},
                             {QStringLiteral("memory_added_mb"), bench.memory() - before}};
    std::fputs(QJsonDocument(report).toJson().constData(), stdout);
    return 0;
}
