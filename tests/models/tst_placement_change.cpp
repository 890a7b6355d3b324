#include "models/meaning.h"
#include "models/placement_change/change_steps_model.h"
#include "models/placement_change/change_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

namespace {

ChangeRecord move()
{
    ChangeRecord record;
    record.request = MoveHome{QStringLiteral("us_east"), QStringLiteral("gcp-europe-west1")};
    record.partition = QStringLiteral("us_east");
    record.oldHome = QStringLiteral("gcp-us-east1");
    record.newHome = QStringLiteral("gcp-europe-west1");
    record.operatorName = QStringLiteral("Ada");
    record.begunAt = QDateTime(QDate(2026, 3, 1), QTime(8, 5), Qt::UTC);
    return record;
}

ChangeRecord add()
{
    ChangeRecord record;
    record.request =
        AddCity{QStringLiteral("lisbon"), "Europe/Lisbon", 38.7, -9.1, QStringLiteral("gcp-europe-west1")};
    record.partition = QStringLiteral("lisbon");
    record.newHome = QStringLiteral("gcp-europe-west1");
    return record;
}

QString dump(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        lines.append(cells.join(u'|'));
    }
    return lines.join(u'\n');
}

} // namespace

/// What is said of a change of placement.
class TestPlacementChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps();
    void ends();
    void leftBehind();
    void roundTripOfARecord();
};

void TestPlacementChange::steps()
{
    Deployment deployment;
    Region one;
    one.name = QStringLiteral("r1");
    one.label = QStringLiteral("Region one");
    deployment.regions.append(one);
    ChangeStepsModel model{RegionLabels(deployment)};
    const QAbstractItemModelTester tester(&model);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QCOMPARE(model.current(), -1);
    model.setSteps({{QStringLiteral("one"), ChangeStep::State::Done, 1234ms},
                    {QStringLiteral("two"), ChangeStep::State::Running, {}},
                    {QStringLiteral("three"), ChangeStep::State::Waiting, {}}});
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(dump(model), QStringLiteral("one|done|1.23 s\ntwo|under way|\nthree|waiting|"));
    QCOMPARE(model.current(), 1);
    model.setSteps({{QStringLiteral("one"), ChangeStep::State::Done, 1234ms},
                    {QStringLiteral("two"), ChangeStep::State::Failed, {}}});
    QCOMPARE(removed.count(), 1);
    QCOMPARE(dump(model), QStringLiteral("one|done|1.23 s\ntwo|failed|"));
    const auto meaning = [&model] {
        return model.index(1, ChangeStepsModel::State).data(ChangeStepsModel::MeaningRole).value<Meaning>();
    };
    QCOMPARE(meaning(), Meaning::Bad);
    model.setSteps({{QStringLiteral("one"), ChangeStep::State::Done, 1234ms},
                    {QStringLiteral("Wait for r1"), ChangeStep::State::Cancelled, {}}});
    QCOMPARE(dump(model), QStringLiteral("one|done|1.23 s\nWait for Region one|cancelled|"));
    QCOMPARE(meaning(), Meaning::Muted); // a person asked for it: nothing is wrong
}

void TestPlacementChange::ends()
{
    ChangeEnd end{ChangeEnd::Kind::Done, {}, 240ms, false};
    QCOMPARE(changeEndText(move(), end),
             QStringLiteral("us_east is at home in gcp-europe-west1. Writes to its cities "
                            "were refused for 0.24 s at most, as seen from here."));
    end.writePause.reset();
    QCOMPARE(changeEndText(add(), end),
             QStringLiteral("lisbon can be used. It is at home in gcp-europe-west1 and "
                            "followed by every other region."));
    end = {ChangeEnd::Kind::Undone,
           Failure{FailureKind::Cancelled, {}, {}, {}, false, QStringLiteral("no"), {}},
           {},
           false};
    QCOMPARE(changeEndText(move(), end), QStringLiteral("Cancelled. Everything is as before."));
    end.failure->kind = FailureKind::Connection;
    QCOMPARE(changeEndText(move(), end), QStringLiteral("It was undone; everything is as before. no"));
    end.kind = ChangeEnd::Kind::Unfinished;
    end.writesWait = true;
    const QString unfinished = changeEndText(move(), end);
    QVERIFY(unfinished.contains(u"not at its end"));
    QVERIFY(unfinished.contains(u"refused until then"));
}

void TestPlacementChange::leftBehind()
{
    OpenChange open{move(), {}, {QStringLiteral("gcp-us-west1")}};
    open.states.insert(QStringLiteral("gcp-us-east1"), ChangeState::Held);
    open.states.insert(QStringLiteral("gcp-europe-west1"), ChangeState::Prepared);
    const QString text = openChangeText(open);
    QVERIFY2(text.contains(u"Move us_east to gcp-europe-west1, begun by Ada at 2026-03-01 08:05 UTC"),
             qPrintable(text));
    QVERIFY(text.contains(u"No answer from gcp-us-west1"));
    QVERIFY(text.contains(u"refused meanwhile"));
    QVERIFY(!open.onlyForward());
    QVERIFY(!open.onlyBack());
    open.states.insert(QStringLiteral("gcp-europe-west1"), ChangeState::Switched);
    QVERIFY(open.onlyForward());
    QVERIFY(!openChangeText(open).contains(u"refused meanwhile"));
    open.states = {{QStringLiteral("gcp-us-east1"), ChangeState::Undone}};
    QVERIFY(open.onlyBack());
}

void TestPlacementChange::roundTripOfARecord()
{
    QCOMPARE(toParameters(move()), (QList<QString>{QStringLiteral("move_home"),
                                                   QStringLiteral("us_east"),
                                                   QStringLiteral("gcp-us-east1"),
                                                   QStringLiteral("gcp-europe-west1"),
                                                   {},
                                                   {},
                                                   {},
                                                   {}}));
    QVERIFY(toParameters(add()).at(2).isNull()); // no old home
    const auto noted = toNotedChange(
        {QStringLiteral("11111111-1111-1111-1111-111111111111"), QStringLiteral("add_city"),
         QStringLiteral("lisbon"), QString(), QStringLiteral("gcp-europe-west1"), QStringLiteral("lisbon"),
         QStringLiteral("Europe/Lisbon"), QStringLiteral("38.7"), QStringLiteral("-9.1"),
         QStringLiteral("Ada"), QStringLiteral("2026-03-01T08:05:00Z"), QStringLiteral("prepared")});
    QVERIFY(noted);
    QCOMPARE(noted->state, ChangeState::Prepared);
    const auto *city = std::get_if<AddCity>(&noted->record.request);
    QVERIFY(city);
    QCOMPARE(city->latitude, 38.7);
    QCOMPARE(city->region, QStringLiteral("gcp-europe-west1"));
    QCOMPARE(noted->record.begunAt, move().begunAt);
    QVERIFY(!toNotedChange({QStringLiteral("x")}));
}

QTEST_GUILESS_MAIN(TestPlacementChange)
#include "tst_placement_change.moc"
