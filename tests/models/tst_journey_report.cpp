#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"
#include "tests/support/journey_sample.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace movr;
using namespace std::chrono_literals;

namespace {

/// With names that every form of a report has to quote.
JourneyReport named(JourneyReport report)
{
    report.from = QStringLiteral("gcp-europe-west1");
    for (JourneyColumn &column : report.columns)
        column.deployment = QStringLiteral("Demo <fleet>, \"single\"");
    return report;
}

JourneyReport whole()
{
    return named(test::sampleJourney());
}

JourneyReport withFailures()
{
    JourneyReport report = named(test::sampleJourneyWithFailures());
    report.columns[0].tasks[int(JourneyTask::EndRide)].firstFailure =
        QStringLiteral("It did not answer within 10 s, \"again\".");
    return report;
}

/// The cells of a CSV line, as RFC 4180 has them.
QStringList cellsOf(const QString &line)
{
    QStringList cells{{}};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line.at(i) == u'"' && quoted && i + 1 < line.size() && line.at(i + 1) == u'"')
            cells.last() += line.at(++i);
        else if (line.at(i) == u'"')
            quoted = !quoted;
        else if (line.at(i) == u',' && !quoted)
            cells.append(QString());
        else
            cells.last() += line.at(i);
    }
    return cells;
}

/// The cells of the HTML table's row that begins with these.
QStringList cellsOfRow(const QString &html, const QStringList &first)
{
    for (const QString &line : html.split(u'\n')) {
        static const QRegularExpression cell(QStringLiteral("<t[dh]>(.*?)</t[dh]>"));
        QStringList cells;
        for (auto match = cell.globalMatch(line); match.hasNext();)
            cells.append(match.next().captured(1));
        if (!cells.isEmpty() && cells.mid(0, first.size()) == first)
            return cells;
    }
    return {};
}

/// The words of the text's line that begins with this.
QStringList wordsOfLine(const QString &text, const QString &first)
{
    for (const QString &line : text.split(u'\n'))
        if (line.startsWith(first))
            return line.mid(first.size()).split(u' ', Qt::SkipEmptyParts);
    return {};
}

Nanoseconds nanoseconds(const QJsonValue &milliseconds)
{
    return Nanoseconds(qRound64(milliseconds.toDouble() * 1e6));
}

} // namespace

/// One report in all its forms.
class TestJourneyReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSentAgainIsSaid();
    void figures();
    void everyFormHasTheSameFigures();
    void everyFormHasAllRequests();
    void aPictureSaysHowManyWhereAndWhen();
    void everyFormHasTheSameRatios();
    void ratiosOfJson();
    void whatFailedIsToldEverywhere();
    void htmlStandsAlone();
    void svgIsWellFormed_data();
    void svgIsWellFormed();
    void millisecondsAsText();
};

void TestJourneyReport::figures()
{
    QCOMPARE(journeyFigures({}), JourneyFigures());
    QList<Nanoseconds> times;
    for (int i = 99; i >= 1; --i)
        times.append(i * 1ms);
    auto figures = journeyFigures(times);
    QCOMPARE(*figures.median, Nanoseconds(50ms));
    QVERIFY2(!figures.p99, "99 are too few");
    times.append(100ms);
    figures = journeyFigures(times);
    QCOMPARE(*figures.median, Nanoseconds(50'500us)); // between the two in the middle
    QCOMPARE(*figures.p99, Nanoseconds(99ms));
    QCOMPARE(*figures.max, Nanoseconds(100ms));
}

void TestJourneyReport::everyFormHasTheSameFigures()
{
    const JourneyReport report = whole();
    const QJsonArray ways = journeyJson(report)[u"ways"].toArray();
    const QStringList csv =
        QString::fromUtf8(journeyCsv(report)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    const QString html = QString::fromUtf8(journeyHtml(report));
    const QString text = journeyText(report);
    const QStringList head = cellsOf(csv.first());
    QCOMPARE(ways.size(), 3);
    QCOMPARE(csv.size(), 1 + 3 * 9); // then all requests, and seven in a row
    for (int i = 0; i < 21; ++i) {
        const QJsonObject task = ways.at(i / 7)[u"tasks"].toArray().at(i % 7).toObject();
        const QStringList cells = cellsOf(csv.at(1 + i / 7 * 9 + i % 7));
        QCOMPARE(cells.size(), head.size());
        const auto cell = [&](const char *name) { return cells.at(head.indexOf(QLatin1String(name))); };
        QCOMPARE(cell("way"), ways.at(i / 7)[u"way"].toString());
        QCOMPARE(cell("task"), task[u"task"].toString());
        QCOMPARE(cell("n").toInt(), task[u"n"].toInt());
        QStringList figures;
        for (const char *key : {"median_ms", "p99_ms", "max_ms"}) {
            figures.append(journeyMilliseconds(nanoseconds(task[QLatin1String(key)])));
            QCOMPARE(cell(key), figures.constLast());
        }
        const QString title = journeyTitle(journeyTasks().at(i % 7));
        const QString way = journeyTitle(report.columns.at(i / 7).way).toHtmlEscaped();
        const QStringList row = cellsOfRow(html, {way, title});
        QCOMPARE(row.mid(4, 3), figures);
        QCOMPARE(row.at(3), QStringLiteral("%1 / %2").arg(task[u"n"].toInt()).arg(task[u"asked"].toInt()));
        // "1.06 (1.18) of 120", for each way.
        const QStringList words = wordsOfLine(text, title);
        QCOMPARE(words.mid(i / 7 * 4, 4),
                 (QStringList{figures.at(0), u'(' + figures.at(1) + u')', QStringLiteral("of"),
                              QString::number(task[u"n"].toInt())}));
        QVERIFY(journeySvg(report).contains(('>' + figures.at(0) + '<').toUtf8()));
    }
}

void TestJourneyReport::everyFormHasAllRequests()
{
    const JourneyReport report = whole();
    const QJsonObject json = journeyJson(report);
    const QStringList csv =
        QString::fromUtf8(journeyCsv(report)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    const QStringList head = cellsOf(csv.first());
    const QString html = QString::fromUtf8(journeyHtml(report));
    const QStringList words = wordsOfLine(journeyText(report), QStringLiteral("All requests"));
    for (int i = 0; i < 3; ++i) {
        const QJsonObject all = json[u"ways"][i][u"all_tasks"].toObject();
        const QString median = journeyMilliseconds(nanoseconds(all[u"median_ms"]));
        const QString n = QString::number(all[u"n"].toInt());
        QCOMPARE(n.toInt(), 7 * report.repeat);
        const QStringList cells = cellsOf(csv.at(8 + i * 9));
        const auto cell = [&](const char *name) { return cells.at(head.indexOf(QLatin1String(name))); };
        QCOMPARE(cell("task"), QStringLiteral("all_tasks"));
        QCOMPARE(cell("n"), n);
        QCOMPARE(cell("median_ms"), median);
        QCOMPARE(cell("task_ratio"), journeyRatioText(json[u"ratio"].toDouble()));
        QCOMPARE(cell("task_ratio_reference"), QString());
        const QStringList row7 = cellsOf(csv.at(9 + i * 9));
        QCOMPARE(row7.at(head.indexOf(QStringLiteral("task"))), QStringLiteral("seven_in_a_row"));
        QCOMPARE(row7.at(head.indexOf(QStringLiteral("median_ms"))),
                 journeyMilliseconds(nanoseconds(json[u"ways"][i][u"journey_ms"])));
        QCOMPARE(row7.at(head.indexOf(QStringLiteral("task_ratio_reference"))),
                 journeyRatioText(json[u"ratio_reference"].toDouble()));
        const QString way = journeyTitle(report.columns.at(i).way).toHtmlEscaped();
        const QStringList row = cellsOfRow(html, {way, QStringLiteral("All requests")});
        QCOMPARE(row.mid(3, 2), (QStringList{n + QStringLiteral(" / ") + n, median}));
        QCOMPARE(words.value(i * 4), median);
        QCOMPARE(words.value(i * 4 + 3), n);
    }
}

void TestJourneyReport::aPictureSaysHowManyWhereAndWhen()
{
    const QByteArray svg = journeySvg(whole());
    QVERIFY(svg.contains("n = 120 of each task"));
    QVERIFY(svg.contains("2026-03-01 12:00 UTC"));
    QVERIFY(svg.contains(whole().machine.host.toUtf8()));
    QVERIFY(journeySvg(withFailures()).contains("n = 0 to 120 of each task"));
}

void TestJourneyReport::everyFormHasTheSameRatios()
{
    const JourneyReport report = whole();
    const QJsonObject json = journeyJson(report);
    const QString html = QString::fromUtf8(journeyHtml(report));
    const QString text = journeyText(report);
    const QStringList csv =
        QString::fromUtf8(journeyCsv(report)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    const QStringList head = cellsOf(csv.first());
    const auto told = [](const QJsonValue &ratio) { return QString::number(ratio.toDouble(), 'f', 1); };
    for (int i = 0; i < 7; ++i) {
        const QJsonValue task = json[u"task_ratios"][i];
        const QString title = journeyTitle(journeyTasks().at(i));
        const QStringList ratios{told(task[u"ratio"]), told(task[u"ratio_reference"])};
        // The row of this task in the table of ratios: no way begins with the task's name.
        QCOMPARE(cellsOfRow(html, {title}).mid(1), ratios);
        QCOMPARE(wordsOfLine(text, title).mid(12), ratios);
        for (int way = 0; way < 3; ++way)
            QCOMPARE(cellsOf(csv.at(1 + way * 9 + i)).mid(head.indexOf(QStringLiteral("task_ratio")), 2),
                     ratios);
    }
    const QStringList all{told(json[u"ratio"]), told(json[u"ratio_reference"])};
    QVERIFY(html.contains(QStringLiteral("takes %1 times as long").arg(all.at(0))));
    QVERIFY(html.contains(QStringLiteral("take %1 times as long").arg(all.at(1))));
    QVERIFY(text.contains(QStringLiteral("single region / multi-region: %1\n").arg(all.at(0))));
    QVERIFY(text.contains(QStringLiteral("both in a single region: %1\n").arg(all.at(1))));
    for (const QJsonValue way : json[u"ways"].toArray()) {
        const QString journey = journeyMilliseconds(nanoseconds(way[u"journey_ms"]));
        QCOMPARE(cellsOfRow(html, {way[u"title"].toString().toHtmlEscaped(),
                                   way[u"deployment"].toString().toHtmlEscaped()})
                     .value(6),
                 journey);
    }
}

void TestJourneyReport::ratiosOfJson()
{
    const QJsonObject json = journeyJson(whole());
    QVERIFY(std::abs(json[u"ratio"].toDouble() - 93.0 / 1.0 * 0.92) < 10);
    QVERIFY(std::abs(json[u"ratio_reference"].toDouble() - 6) < 0.1);
    QVERIFY(json[u"complete"].toBool());
    QCOMPARE(json[u"task_ratios"].toArray().size(), 7);
    QCOMPARE(json[u"machine"][u"qt"].toString(), QStringLiteral("6.4.2"));
    QCOMPARE(json[u"begun"].toString(), QStringLiteral("2026-03-01T12:00:00Z"));
}

void TestJourneyReport::whatFailedIsToldEverywhere()
{
    const JourneyReport report = withFailures();
    const QJsonObject json = journeyJson(report);
    QVERIFY(json[u"ratio"].isNull() && json.contains(u"ratio"));
    QVERIFY(!json[u"complete"].toBool());
    const QJsonObject task = json[u"ways"][0][u"tasks"][int(JourneyTask::EndRide)].toObject();
    QCOMPARE(task[u"timed_out"].toInt(), 2);
    QCOMPARE(task[u"not_run"].toInt(), 118);
    QVERIFY(task[u"median_ms"].isNull());
    QVERIFY(task[u"first_failure"].toString().startsWith(QStringLiteral("It did not")));
    const QStringList csv = QString::fromUtf8(journeyCsv(report)).split(QStringLiteral("\r\n"));
    const QStringList cells = cellsOf(csv.at(1 + int(JourneyTask::EndRide)));
    const QStringList head = cellsOf(csv.first());
    QCOMPARE(cells.at(head.indexOf(QStringLiteral("median_ms"))), QString());
    QCOMPARE(cells.at(head.indexOf(QStringLiteral("first_failure"))),
             report.columns.first().tasks.at(int(JourneyTask::EndRide)).firstFailure);
    QVERIFY(journeyText(report).contains(QStringLiteral("2 timed out, 118 not run: It did not answer")));
    QVERIFY(journeyHtml(report).contains("2 timed out, 118 not run"));
    QVERIFY(journeySvg(report).contains("no answer"));
    QVERIFY(!taskRatio(report, JourneyTask::EndRide, JourneyWay::SingleRegion, JourneyWay::MultiRegion));
}

void TestJourneyReport::htmlStandsAlone()
{
    const QString html = QString::fromUtf8(journeyHtml(whole()));
    for (const char *outside : {"<script", "<link", "src=", "href=", "@import"})
        QVERIFY2(!html.contains(QLatin1String(outside)), outside);
    for (const char *said : {"desk", "Debian", "2 x CPU", "movr-console 0.1.0", "PostgreSQL 15.18",
                             "2026-03-01 12:00:00 UTC", "gcp-europe-west1", "rome", "several statements"})
        QVERIFY2(html.contains(QLatin1String(said)), said);
    QVERIFY(html.contains(QStringLiteral("Demo &lt;fleet&gt;, &quot;single&quot;")));
}

void TestJourneyReport::svgIsWellFormed_data()
{
    QTest::addColumn<JourneyReport>("report");
    QTest::newRow("whole") << whole();
    QTest::newRow("with failures") << withFailures();
    QTest::newRow("nothing") << JourneyReport();
}

void TestJourneyReport::svgIsWellFormed()
{
    QFETCH(JourneyReport, report);
    QXmlStreamReader reader(journeySvg(report));
    int bars = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"rect"
            && reader.attributes().hasAttribute(QStringLiteral("width"))) {
            ++bars;
            QVERIFY(reader.attributes().value(QStringLiteral("width")).toDouble() >= 0);
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(bars > 0);
}

void TestJourneyReport::millisecondsAsText()
{
    QCOMPARE(journeyMilliseconds({}), QString());
    QCOMPARE(journeyMilliseconds(Nanoseconds(830us)), QStringLiteral("0.83"));
    QCOMPARE(journeyMilliseconds(Nanoseconds(9'994us)), QStringLiteral("9.99"));
    QCOMPARE(journeyMilliseconds(Nanoseconds(9'996us)), QStringLiteral("10.0"));
    QCOMPARE(journeyMilliseconds(Nanoseconds(93'140us)), QStringLiteral("93.1"));
    QCOMPARE(journeyMilliseconds(Nanoseconds(655'400us)), QStringLiteral("655"));
}

void TestJourneyReport::whatWasSentAgainIsSaid()
{
    JourneyReport report = whole();
    QVERIFY(journeyRetries(report).isEmpty());
    report.columns[0].tasks[0].retries = 2;
    report.columns[1].tasks[3].retries = 1;
    const QString said = journeyRetries(report);
    QVERIFY2(said.startsWith(QStringLiteral("Sent again")) && said.contains(u'3'), qPrintable(said));
    QVERIFY(journeyText(report).contains(said));
    QVERIFY(journeyHtml(report).contains(said.toHtmlEscaped().toUtf8()));
}

QTEST_GUILESS_MAIN(TestJourneyReport)
#include "tst_journey_report.moc"
