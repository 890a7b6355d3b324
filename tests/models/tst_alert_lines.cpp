#include "models/alerts/alert_judge.h"
#include "models/alerts/alert_line_model.h"
#include "models/meaning.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

const QString west = QStringLiteral("gcp-us-west1");
const QDateTime start = QDateTime::fromString(QStringLiteral("2026-11-24T10:00:00Z"), Qt::ISODate);

AlertLine line()
{
    AlertLine one;
    one.region = west;
    return one;
}

/// A minute that ends so many seconds after the start.
LatencyFigures minute(int ends, quint64 n, std::optional<Nanoseconds> p95, quint64 timedOut = 0)
{
    LatencyFigures figures;
    figures.window = {start.addSecs(ends - 60), start.addSecs(ends)};
    figures.n = n;
    figures.p95 = p95;
    figures.timedOut = timedOut;
    return figures;
}

} // namespace

class TestAlertLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overAndBackAreToldOnce()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        QVERIFY(!judge.judge(one.id, west, minute(60, 40, 249ms)));
        const auto began = judge.judge(one.id, west, minute(65, 40, 251ms));
        QVERIFY(began && began->over);
        QVERIFY(!judge.judge(one.id, west, minute(70, 40, 900ms)));
        QCOMPARE(judge.over(one.id), QStringList{west});
        QCOMPARE(judge.marks().size(), 1);
        QVERIFY(!judge.marks().first().until.isValid());
        QCOMPARE(judge.marks().first().since, start.addSecs(65)); // when it was over
        const auto ended = judge.judge(one.id, west, minute(120, 40, 100ms));
        QVERIFY(ended && !ended->over);
        QVERIFY(judge.over(one.id).isEmpty());
        QCOMPARE(judge.marks().first().until, start.addSecs(120));
    }

    void whatTimedOutIsLongerThanAnyLine()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        QVERIFY(
            !judge.judge(one.id, west, minute(60, 95, 10ms, 5))); // exactly one in twenty: p95 is an answer
        const auto began = judge.judge(one.id, west, minute(65, 94, 10ms, 6));
        QVERIFY(began && began->over);
        QVERIFY2(alertSentence(*began, {}).contains(QStringLiteral("6 of 100")),
                 qPrintable(alertSentence(*began, {})));
        QVERIFY(judge.judge(one.id, west, minute(300, 5, 10ms)));
        QVERIFY(judge.judge(one.id, west, minute(360, 0, {}, 5))->over); // nothing was answered at all
    }

    void littleDecidesNothing()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        QVERIFY(!judge.judge(one.id, west, minute(60, 4, 5s)));
        QVERIFY(!judge.decided(one.id));
        QVERIFY(judge.judge(one.id, west, minute(65, 5, 5s)));
        QVERIFY(judge.decided(one.id));
        QVERIFY(!judge.judge(one.id, west, minute(130, 4, 1ms))); // nor that it is over
        QVERIFY(!judge.decided(one.id));
        QCOMPARE(judge.over(one.id), QStringList{west});
    }

    void whereNothingIsMeasuredNothingIsOver()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        QVERIFY(!judge.judge(one.id, west, minute(60, 0, {}))); // it was not over before
        QVERIFY(judge.judge(one.id, west, minute(65, 5, 5s)));
        const auto ended = judge.judge(one.id, west, minute(130, 0, {}));
        QVERIFY(ended && !ended->over);
        QVERIFY2(alertSentence(*ended, {}).contains(QStringLiteral("nothing was measured")),
                 qPrintable(alertSentence(*ended, {})));
        QVERIFY(judge.over(one.id).isEmpty());
        QVERIFY(judge.marks().first().until.isValid());
    }

    void linesThatGoEndTheirMarks()
    {
        AlertJudge judge;
        const AlertLine one = line();
        AlertLine other = line();
        other.statement = QStringLiteral("transactions/start_ride");
        judge.setLines({one, other}, start);
        QVERIFY(judge.judge(one.id, west, minute(60, 40, 1s)));
        QVERIFY(judge.judge(other.id, west, minute(60, 40, 1s)));
        AlertLine higher = other;
        higher.threshold = 2s;
        judge.setLines({one, higher}, start.addSecs(70));
        QVERIFY(judge.decided(one.id) && !judge.decided(higher.id));
        QCOMPARE(judge.over(one.id), QStringList{west}); // untouched, it goes on
        QVERIFY(judge.over(other.id).isEmpty());
        QCOMPARE(judge.marks().size(), 2);
        AlertLine off = one;
        off.enabled = false;
        judge.setLines({off, higher}, start.addSecs(80));
        QVERIFY(judge.over(one.id).isEmpty());
        QVERIFY(!judge.judge(one.id, west, minute(90, 40, 1s)));
    }

    void oldMarksAreForgotten()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        for (int hour = 0; hour < 40; ++hour) {
            QVERIFY(judge.judge(one.id, west, minute(hour * 3600 + 60, 40, 1s)));
            QVERIFY(judge.judge(one.id, west, minute(hour * 3600 + 180, 40, 1ms)));
        }
        QVERIFY2(judge.marks().size() <= 25, qPrintable(QString::number(judge.marks().size())));
    }

    void sentenceNamesFiguresWindowAndN()
    {
        AlertJudge judge;
        const AlertLine one = line();
        judge.setLines({one}, start);
        const auto began = judge.judge(one.id, west, minute(60, 34, 312ms));
        const QString sentence = alertSentence(*began, {});
        for (const char *part : {"All statements", "gcp-us-west1", "312 ms", "1 min", "n = 34", "250 ms"})
            QVERIFY2(sentence.contains(QLatin1String(part)), qPrintable(sentence));
    }

    void thresholdIsValidatedAsTyped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("usual") << QStringLiteral("250") << true;
        QTest::newRow("spaces") << QStringLiteral(" 250 ") << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("word") << QStringLiteral("soon") << false;
        QTest::newRow("fraction") << QStringLiteral("2.5x") << false;
        QTest::newRow("zero") << QStringLiteral("0") << false;
        QTest::newRow("negative") << QStringLiteral("-3") << false;
        QTest::newRow("more than a minute") << QStringLiteral("60001") << false;
        QTest::newRow("most") << QStringLiteral("60000") << true;
        QTest::newRow("too long for a number") << QStringLiteral("99999999999999999999") << false;
    }
    void thresholdIsValidatedAsTyped()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(thresholdProblem(text).isEmpty(), good);
        if (good)
            QVERIFY(thresholdOf(text) >= 1ms);
    }

    void settingsGiveBackWhatTheyGot()
    {
        AlertLine one = line();
        one.statement = QStringLiteral("transactions/start_ride");
        one.threshold = 90ms;
        one.span = 300s;
        one.enabled = false;
        const QList<AlertLine> lines{one, line()};
        QCOMPARE(alertLinesFromSettings(alertLinesToSettings(lines)), lines);
    }

    void foreignSettingsAreLeftOut()
    {
        QVariantList values = alertLinesToSettings({line()});
        values.append(QStringLiteral("nonsense"));
        values.append(QVariantMap{{QStringLiteral("p95_ms"), -1}, {QStringLiteral("seconds"), 60}});
        QVariantMap many = values.first().toMap();
        many.remove(QStringLiteral("id"));
        for (int i = 0; i < 200; ++i)
            values.append(many);
        const auto lines = alertLinesFromSettings(values);
        QCOMPARE(lines.size(), mostAlertLines);
        QVERIFY(lines.at(1).id != lines.at(2).id);
    }

    void modelShowsAndSwitches()
    {
        AlertLineModel model({});
        const QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &AlertLineModel::linesChanged);
        model.append(line());
        model.append(AlertLine());
        QCOMPARE(changed.count(), 2);
        QCOMPARE(model.index(1, AlertLineModel::Region).data().toString(), QStringLiteral("Each region"));
        QCOMPARE(model.index(0, AlertLineModel::Rule).data().toString(),
                 QStringLiteral("p95 of the last 1 min over 250 ms"));
        const auto state = [&model](const AlertState &one) {
            model.setStates({{model.lines().first().id, one}});
            return model.index(0, AlertLineModel::State).data().toString();
        };
        QCOMPARE(state({}), QStringLiteral("Not measured enough yet"));
        QCOMPARE(state({{}, true}), QStringLiteral("Not above"));
        QCOMPARE(state({{west}, true}), QStringLiteral("Above: gcp-us-west1"));
        QCOMPARE(model.index(0, AlertLineModel::State).data(AlertLineModel::MeaningRole).value<Meaning>(),
                 Meaning::Warning);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!model.lines().first().enabled);
        QCOMPARE(model.index(0, AlertLineModel::State).data().toString(), QStringLiteral("Off"));
        model.remove(0);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(changed.count(), 4);
    }
};

QTEST_GUILESS_MAIN(TestAlertLines)
#include "tst_alert_lines.moc"
