#include "models/experiment/journey_model.h"
#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"
#include "models/meaning.h"
#include "tests/support/journey_sample.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

using namespace movr;
using namespace movr::test;

/// The experiment's table shows what the report says, in the words of the command and the files.
class TestExperimentModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyUntilThereIsAReport()
    {
        JourneyModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        model.setReport(sampleJourney());
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.columnCount(), int(JourneyModel::ColumnCount));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    /// The figures of the page, of --json and of the report are the same figures.
    void figuresAreThoseOfJson()
    {
        const JourneyReport report = sampleJourney();
        JourneyModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReport(report);
        const QJsonArray ways = journeyJson(report).value(u"ways").toArray();
        const QList<int> medians{JourneyModel::MultiMedian, JourneyModel::SingleMedian,
                                 JourneyModel::ReferenceMedian};
        for (int way = 0; way < 3; ++way) {
            const QJsonArray tasks = ways.at(way).toObject().value(u"tasks").toArray();
            for (int task = 0; task < 7; ++task) {
                const double ms = tasks.at(task).toObject().value(u"median_ms").toDouble();
                const QVariant raw = model.index(task, medians.at(way)).data(JourneyModel::SortRole);
                QCOMPARE(raw.toLongLong(), qRound64(ms * 1e6));
                const QByteArray cell = text(model, task, medians.at(way)).toUtf8();
                QVERIFY2(journeyCsv(report).contains(cell) && journeyHtml(report).contains(cell),
                         cell.constData());
            }
        }
        QCOMPARE(text(model, 0, JourneyModel::MultiN), QStringLiteral("120"));
        QCOMPARE(text(model, 0, JourneyModel::Ratio),
                 journeyRatioText(taskRatio(report, JourneyTask::SignUp, JourneyWay::SingleRegion,
                                            JourneyWay::MultiRegion)));
    }

    void lastRowsAreTheWhole()
    {
        const JourneyReport report = sampleJourney();
        JourneyModel model;
        model.setReport(report);
        QCOMPARE(text(model, JourneyModel::requestsRow, JourneyModel::MultiN), QStringLiteral("840"));
        QCOMPARE(text(model, JourneyModel::requestsRow, JourneyModel::Ratio), journeyRatioText(report.ratio));
        QCOMPARE(text(model, JourneyModel::requestsRow, JourneyModel::RatioReference), QStringLiteral("–"));
        QCOMPARE(text(model, JourneyModel::journeyRow, JourneyModel::ReferenceMedian),
                 journeyMilliseconds(report.columns.at(2).journey));
        QCOMPARE(text(model, JourneyModel::journeyRow, JourneyModel::RatioReference),
                 journeyRatioText(report.ratioReference));
        QCOMPARE(text(model, JourneyModel::journeyRow, JourneyModel::MultiN), QStringLiteral("–"));
    }

    void whatWasNotAnsweredIsSaidAndHasNoFigure()
    {
        JourneyModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReport(sampleJourneyWithFailures());
        const int row = int(JourneyTask::EndRide);
        QCOMPARE(text(model, row, JourneyModel::MultiN), QStringLiteral("0 of 120"));
        QCOMPARE(text(model, row, JourneyModel::MultiMedian), QStringLiteral("–"));
        QVERIFY(!model.index(row, JourneyModel::MultiMedian).data(JourneyModel::SortRole).isValid());
        QCOMPARE(text(model, row, JourneyModel::Ratio), QStringLiteral("–"));
        QCOMPARE(model.index(row, JourneyModel::MultiN).data(JourneyModel::MeaningRole).value<Meaning>(),
                 Meaning::Bad);
        const QString tip = model.index(row, JourneyModel::MultiN).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("2 timed out")) && tip.contains(QStringLiteral("within 10 s")),
                 qPrintable(tip));
        QCOMPARE(text(model, row, JourneyModel::SingleN), QStringLiteral("120"));
    }

    void p99IsWithheldBelowAHundred()
    {
        JourneyReport report = sampleJourney();
        JourneyTaskResult &task = report.columns[0].tasks[0];
        task.asked = 99;
        task.figures = journeyFigures(QList<Nanoseconds>(99, std::chrono::milliseconds(1)));
        JourneyModel model;
        model.setReport(report);
        QCOMPARE(text(model, 0, JourneyModel::MultiP99), QStringLiteral("–"));
        QVERIFY(model.index(0, JourneyModel::MultiP99)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("100")));
        QVERIFY(text(model, 0, JourneyModel::SingleP99) != QStringLiteral("–"));
    }

private:
    static QString text(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
};

QTEST_GUILESS_MAIN(TestExperimentModel)
#include "tst_experiment_model.moc"
