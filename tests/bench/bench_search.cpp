// How long the search over the window takes in a large fleet: from the last key to the first results, and to those of
// every region.
//
//   bench_search DEPLOYMENT --direct CONNINFO [--rounds 5]
//
// DEPLOYMENT and CONNINFO (of a region, past the relays; the rows to look for are chosen there) as
// `movr-console demo --headless` prints them. Prints one JSON object. Not part of the tests.
#include "app/process_setup.h"
#include "models/search/search_model.h"
#include "tests/bench/bench_support.h"
#include "tests/ui_fleet/plain_sql.h"
#include "ui/search/search_anything.h"
#include "ui/search/search_palette.h"
#include "ui/settings/console_settings.h"
#include "ui/window/main_window.h"

#include <QApplication>
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

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;

namespace {

/// What somebody types, and the statement that finds such texts in the fleet's rows.
struct Sought {
    const char *what;
    const char *texts;
};
const Sought soughtTexts[]{
    {"a ride's id", "SELECT id::text FROM rides WHERE city = 'boston' ORDER BY id LIMIT 5"},
    {"a ride's first eight characters",
     "SELECT left(id::text, 8) FROM rides WHERE city = 'new york' ORDER BY id DESC LIMIT 5"},
    {"a vehicle's id", "SELECT id::text FROM vehicles WHERE city = 'boston' ORDER BY id DESC LIMIT 5"},
    {"a user's id", "SELECT id::text FROM users WHERE city = 'boston' ORDER BY id LIMIT 5"},
    {"a username", "SELECT username FROM users WHERE city = 'boston' ORDER BY username LIMIT 5"},
    {"a username's first four characters",
     "SELECT DISTINCT left(username, 4) FROM users WHERE city = 'boston' ORDER BY 1 LIMIT 5"},
    {"an e-mail", "SELECT email FROM users WHERE city = 'boston' ORDER BY email DESC LIMIT 5"},
    {"a last name", "SELECT DISTINCT last_name FROM users WHERE city = 'boston' ORDER BY 1 LIMIT 5"},
    {"a location", "SELECT DISTINCT last_location FROM vehicles WHERE city = 'boston' ORDER BY 1 LIMIT 5"},
};

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
        m_window.search()->open();
        m_palette = m_window.search()->palette();
        m_edit = m_palette->findChild<QLineEdit *>(QStringLiteral("searchEdit"));
        find(QStringLiteral("warm"));
        loopFor(2s); // the lanes prepare their statements
    }
    ~Bench() { m_window.setFleet(nullptr); }

    /// All but the last character are there and answered; the clock runs from the last key.
    QJsonObject find(const QString &text)
    {
        const SearchModel *model = m_palette->model();
        m_edit->setText(text.chopped(1));
        loopUntil([model] { return !model->isSearching(); }, 20s);
        loopFor(200ms);
        QElapsedTimer clock;
        double first = -1;
        double all = -1;
        const auto noting = QObject::connect(model, &SearchModel::stateChanged, model, [&] {
            const double now = double(clock.nsecsElapsed()) / 1e6;
            if (first < 0 && model->hitsAreCurrent() && model->hitCount() > 0)
                first = now;
            if (all < 0 && model->hitsAreCurrent() && !model->isSearching())
                all = now;
        });
        clock.start();
        QTest::keyClicks(m_edit, text.right(1));
        loopUntil([&all] { return all >= 0; }, 20s);
        QObject::disconnect(noting);
        return {{QStringLiteral("first_ms"), first},
                {QStringLiteral("all_ms"), all},
                {QStringLiteral("hits"), model->hitCount()}};
    }

    QJsonObject roundTrips() const { return roundTripsOf(m_fleet); }

private:
    QTemporaryDir m_directory;
    ConsoleSettings m_settings;
    MainWindow m_window;
    Fleet m_fleet;
    SearchPalette *m_palette = nullptr;
    QLineEdit *m_edit = nullptr;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    setUpProcess();
    const QApplication application(argc, argv);
    dressApplication();
    QCommandLineParser parser;
    const QCommandLineOption direct(QStringLiteral("direct"), QString(), QStringLiteral("CONNINFO"));
    const QCommandLineOption rounds(QStringLiteral("rounds"), QString(), QStringLiteral("N"),
                                    QStringLiteral("5"));
    parser.addOptions({direct, rounds});
    parser.process(application);
    PlainSql sql(parser.value(direct));
    Bench bench(deploymentOf(parser.positionalArguments().value(0)));
    QJsonArray searches;
    for (const Sought &sought : soughtTexts) {
        const QStringList texts = sql.run(QString::fromLatin1(sought.texts));
        for (const QString &text : texts.mid(0, parser.value(rounds).toInt())) {
            QJsonObject line = bench.find(text);
            line.insert(QStringLiteral("what"), QString::fromLatin1(sought.what));
            searches.append(line);
        }
    }
    const QJsonObject report{{QStringLiteral("round_trips_ms"), bench.roundTrips()},
                             {QStringLiteral("searches"), searches}};
    std::fputs(QJsonDocument(report).toJson().constData(), stdout);
    return 0;
}
