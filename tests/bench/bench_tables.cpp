// How long a person waits for rows, and what they cost in memory: this console's page of rides, QSqlTableModel and
// QSqlQueryModel on the same rides of the same server, each in a process of its own, in one run.
//
//   bench_tables [--scale N] [--repeat N] [--without-qt-models]
//   bench_tables --deployment FILE --direct CONNINFO [--repeat N] [--without-qt-models]
//
// Starts a fleet of N x 100,000 rides, or takes the one that `movr-console demo --headless` told of, and prints one
// JSON object. Not part of the tests.
#include "app/process_setup.h"
#include "db/cluster/embedded_cluster.h"
#include "db/fleet/fleet.h"
#include "tests/bench/bench_support.h"
#include "ui/console_context.h"
#include "ui/pages/rides_page.h"
#include "ui/tables/paged_table_view.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScrollBar>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlQueryModel>
#include <QSqlTableModel>
#include <QSysInfo>
#include <QTableView>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace movr;
using namespace movr::test;

namespace {

constexpr int patience = 600'000; // ms, for one answer

/// Tells when a widget has been painted with rows in it.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QAbstractItemView *view) : m_view(view)
    {
        view->viewport()->installEventFilter(this);
    }
    void arm() { m_painted = false; }
    bool painted() const { return m_painted; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_view->model()->rowCount() > 0)
            QMetaObject::invokeMethod(
                this, [this] { m_painted = true; }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    QAbstractItemView *m_view;
    bool m_painted = false;
};

struct Waits {
    double first = 0;
    double middle = 0;
    double end = 0;
    double megabytes = 0;

    QJsonObject json() const
    {
        return {{QStringLiteral("first_rows_ms"), first},
                {QStringLiteral("jump_to_half_ms"), middle},
                {QStringLiteral("jump_to_end_ms"), end},
                {QStringLiteral("memory_added_mb"), megabytes}};
    }
};

void waitFor(const std::function<bool()> &done)
{
    // Woken by events, not by a clock: the time that is measured is not rounded up.
    QElapsedTimer clock;
    clock.start();
    while (!done() && clock.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (!done())
        qWarning("no answer within %d s", patience / 1000);
}

double timed(const std::function<void()> &begin, const std::function<bool()> &done)
{
    QElapsedTimer clock;
    clock.start();
    begin();
    waitFor(done);
    return double(clock.nsecsElapsed()) / 1e6;
}

/// The console's own page, over the relays, all regions' rides from the nearest server.
Waits console(const QString &deploymentFile)
{
    Fleet fleet(deploymentOf(deploymentFile));
    ConsoleContext context;
    RidesPage page(&context);
    page.resize(1000, 700);
    page.show();
    connectAll(fleet);
    QTest::qWait(3'000); // the lanes prepare their statements; a window that stands open has done so
    PaintWatch watch(page.view());
    auto *model = qobject_cast<PagedModel *>(page.view()->model());
    Waits waits;
    const double before = residentMegabytes();
    page.setScope({{}, {}, ViewScope::Freshness::Nearest});
    waits.first = timed(
        [&] {
            watch.arm();
            page.setFleet(&fleet);
        },
        [&] { return watch.painted() && model->state() == LoadState::Ready; });
    waitFor([&] { return model->knowsPositions(); });
    bool there = false;
    QObject::connect(model, &PagedModel::sought, &watch, [&] {
        there = true;
        watch.arm(); // what is painted from now on are the rows, not that they are on their way
    });
    const auto jump = [&](double share) {
        waitFor([&] { return !model->isLoading(); });
        there = false;
        return timed([&] { page.view()->showAt(share); }, [&] { return there && watch.painted(); });
    };
    waits.middle = jump(0.5);
    waits.end = jump(1);
    // And once through the whole table, as a hand on the scroll bar does.
    for (int step = 0; step <= 200; ++step) {
        page.view()->showAt(step / 200.0);
        QTest::qWait(5);
    }
    waitFor([&] { return !model->isLoading(); });
    waits.megabytes = residentMegabytes() - before;
    page.setFleet(nullptr);
    return waits;
}

bool openDatabase(const QString &options)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"));
    database.setConnectOptions(QString(options).replace(u' ', u';'));
    return database.open();
}

/// A Qt model in a plain table, straight to the server.
Waits qtModel(QSqlQueryModel &model, const std::function<void()> &select)
{
    QTableView view;
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.resize(1000, 700);
    view.setModel(&model);
    view.show();
    QTest::qWait(200);
    PaintWatch watch(&view);
    Waits waits;
    const double before = residentMegabytes();
    waits.first = timed(
        [&] {
            watch.arm();
            select();
        },
        [&] { return watch.painted(); });
    const auto jump = [&](int row) {
        return timed(
            [&] {
                // The model hands out its rows in portions of 256: one further down is reached by asking for all before.
                while (model.rowCount() <= row && model.canFetchMore())
                    model.fetchMore();
                watch.arm();
                view.scrollTo(model.index(std::min(row, model.rowCount() - 1), 0));
                view.viewport()->update();
            },
            [&] { return watch.painted(); });
    };
    const int rows = model.query().size();
    waits.middle = jump(rows / 2);
    waits.end = jump(rows - 1);
    waits.megabytes = residentMegabytes() - before;
    return waits;
}

Waits subject(const QString &name, const QString &where)
{
    if (name == u"console")
        return console(where);
    if (!openDatabase(where))
        qFatal("the database does not open");
    if (name == u"query") {
        QSqlQueryModel model;
        return qtModel(model, [&model] {
            model.setQuery(QStringLiteral("SELECT * FROM rides ORDER BY start_time DESC, id DESC"));
        });
    }
    QSqlTableModel model;
    model.setTable(QStringLiteral("rides"));
    model.setSort(model.fieldIndex(QStringLiteral("start_time")), Qt::DescendingOrder);
    return qtModel(model, [&model] { model.select(); });
}

QJsonArray measure(const QString &name, const QString &where, int repeat)
{
    QJsonArray runs;
    for (int run = 0; run < repeat; ++run) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--subject"), name, where});
        child.waitForFinished(-1);
        runs.append(QJsonDocument::fromJson(child.readAllStandardOutput()).object());
    }
    return runs;
}

QJsonObject machine()
{
    return {{QStringLiteral("cores"), QThread::idealThreadCount()},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("qt"), QString::fromLatin1(qVersion())}};
}

int report(const QString &deployment, const QString &direct, int repeat, bool withQt)
{
    QJsonObject report{{QStringLiteral("machine"), machine()},
                       {QStringLiteral("console"), measure(QStringLiteral("console"), deployment, repeat)}};
    if (withQt) {
        report.insert(QStringLiteral("QSqlTableModel"), measure(QStringLiteral("table"), direct, 1));
        report.insert(QStringLiteral("QSqlQueryModel"), measure(QStringLiteral("query"), direct, 1));
    }
    std::fputs(QJsonDocument(report).toJson().constData(), stdout);
    return 0;
}

int onOwnFleet(double scale, int repeat, bool withQt)
{
    ClusterOptions options;
    options.scale = scale;
    auto cluster = EmbeddedCluster::start(options);
    if (!cluster.ok()) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(cluster.failure().sentence));
        return 1;
    }
    report((*cluster)->deploymentFile(), (*cluster)->endpoints().constFirst().direct, repeat, withQt);
    return (*cluster)->stop().ok() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    setUpProcess();
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption scale(QStringLiteral("scale"), QString(), QStringLiteral("N"),
                                   QStringLiteral("10"));
    const QCommandLineOption repeat(QStringLiteral("repeat"), QString(), QStringLiteral("N"),
                                    QStringLiteral("5"));
    const QCommandLineOption without(QStringLiteral("without-qt-models"));
    const QCommandLineOption only(QStringLiteral("subject"), QString(), QStringLiteral("NAME"));
    const QCommandLineOption deployment(QStringLiteral("deployment"), QString(), QStringLiteral("FILE"));
    const QCommandLineOption direct(QStringLiteral("direct"), QString(), QStringLiteral("CONNINFO"));
    parser.addOptions({scale, repeat, without, only, deployment, direct});
    parser.process(application);
    if (parser.isSet(only)) {
        const Waits waits = subject(parser.value(only), parser.positionalArguments().value(0));
        std::fputs(QJsonDocument(waits.json()).toJson(QJsonDocument::Compact).constData(), stdout);
        return 0;
    }
    const int times = parser.value(repeat).toInt();
    if (parser.isSet(deployment))
        return report(parser.value(deployment), parser.value(direct), times, !parser.isSet(without));
    return onOwnFleet(parser.value(scale).toDouble(), times, !parser.isSet(without));
}
