#include "models/bulk/bulk_plan.h"
#include "models/bulk/bulk_result_model.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace movr;

namespace {

Vehicle vehicle(VehicleStatus status, bool riding = false, const QString &city = QStringLiteral("rome"))
{
    Vehicle made;
    made.id = QUuid::createUuid();
    made.city = city;
    made.status = status;
    if (riding)
        made.activeRide = QUuid::createUuid();
    return made;
}

RegionState allUp(const QString &)
{
    return RegionState::Up;
}

Failure failed(FailureKind kind, const QString &sentence)
{
    Failure failure;
    failure.kind = kind;
    failure.sentence = sentence;
    return failure;
}

} // namespace

/// What an action would do to several rows, and how its results read.
class TestBulkPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mixedSelectionIsParted()
    {
        const QList<BulkRow> rows{
            vehicle(VehicleStatus::Available),         vehicle(VehicleStatus::Unavailable),
            vehicle(VehicleStatus::Unavailable, true), vehicle(VehicleStatus::Available),
            vehicle(VehicleStatus::Unavailable, true), vehicle(VehicleStatus::Removed)};
        const BulkPlan out = planBulk(ConsoleAction::TakeOutOfService, rows, allUp);
        QCOMPARE(out.applicable(), 2);
        QCOMPARE(out.selected, 6);
        QCOMPARE(std::get<Vehicle>(out.rows.at(1)), std::get<Vehicle>(rows.at(3)));
        QCOMPARE(out.leftOutText(), QStringLiteral("2 in ride, 1 out of service, 1 removed"));
        QCOMPARE(planBulk(ConsoleAction::ReturnToService, rows, allUp).applicable(), 1);
        QCOMPARE(planBulk(ConsoleAction::RemoveVehicle, rows, allUp).applicable(), 3);
        QCOMPARE(planBulk(ConsoleAction::ForceEndRide, rows, allUp).applicable(), 2);
        QCOMPARE(planBulk(ConsoleAction::StartRide, rows, allUp).applicable(), 0); // one at a time only
        QVERIFY(appliesToAny(ConsoleAction::ReturnToService, rows, allUp));
        QVERIFY(!appliesToAny(ConsoleAction::ReturnToService, {rows.first()}, allUp));
        QVERIFY(!appliesToAny(ConsoleAction::StartRide, rows, allUp));
        QVERIFY(planBulk(ConsoleAction::TakeOutOfService, {rows.first()}, allUp).leftOutText().isEmpty());
    }

    void rowsOfALostHomeAreLeftOut()
    {
        const QList<BulkRow> rows{vehicle(VehicleStatus::Available),
                                  vehicle(VehicleStatus::Available, false, QStringLiteral("seattle"))};
        const BulkPlan plan = planBulk(ConsoleAction::TakeOutOfService, rows, [](const QString &city) {
            return city == u"rome" ? RegionState::Up : RegionState::Down;
        });
        QCOMPARE(plan.applicable(), 1);
        QCOMPARE(plan.leftOutText(), QStringLiteral("1 whose home region is not reachable"));
    }

    void requestsHaveTheirOwnIds()
    {
        Ride ride;
        ride.id = QUuid::createUuid();
        ride.city = QStringLiteral("rome");
        const Vehicle ridden = vehicle(VehicleStatus::Unavailable, true);
        const auto stamp = [] { return RequestStamp{QUuid::createUuid(), QStringLiteral("dana")}; };
        const auto ends = bulkRequests(planBulk(ConsoleAction::ForceEndRide, {ride, ridden}, allUp),
                                       QStringLiteral("Flood"), stamp);
        QCOMPARE(ends.size(), 2);
        const auto &first = std::get<ForceEndRide>(ends.at(0));
        const auto &second = std::get<ForceEndRide>(ends.at(1));
        QCOMPARE(first.ride, ride.rowId());
        QCOMPARE(second.ride, (RowId{ridden.city, *ridden.activeRide}));
        QCOMPARE(second.reason, QStringLiteral("Flood"));
        QVERIFY(first.stamp.requestId != second.stamp.requestId);
        const Vehicle idle = vehicle(VehicleStatus::Available);
        const auto outs = bulkRequests(planBulk(ConsoleAction::TakeOutOfService, {idle}, allUp),
                                       QStringLiteral("Recall"), stamp);
        QCOMPARE(std::get<TakeOutOfService>(outs.first()).vehicle, idle.rowId());
        QCOMPARE(std::get<TakeOutOfService>(outs.first()).reason, QStringLiteral("Recall"));
        QVERIFY(std::holds_alternative<RemoveVehicle>(
            bulkRequests(planBulk(ConsoleAction::RemoveVehicle, {idle}, allUp), {}, stamp).first()));
    }

    void resultsAreTold()
    {
        // Answers are given by the test: what each row shows is what matters here.
        QPromise<Result<QList<Result<Outcome>>>> sent;
        BulkChange::Way way;
        way.home = [](const QString &) { return Result<QString>(QStringLiteral("gcp-europe-west1")); };
        way.send = [&sent](const QString &, const QList<StatementCall> &) {
            sent.start();
            return sent.future();
        };
        QList<BulkRequest> requests;
        for (int i = 0; i < BulkChange::chunkSize + 2; ++i)
            requests.append(RemoveVehicle{{}, {QStringLiteral("rome"), QUuid::createUuid()}});
        BulkChange change(requests, way);
        BulkResultModel model(&change, {QStringLiteral("Kona bike 1")});
        const QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy finished(&change, &BulkChange::finished);
        QCOMPARE(model.rowCount(), BulkChange::chunkSize + 2);
        QCOMPARE(cell(model, 0, BulkResultModel::Subject), QStringLiteral("Kona bike 1"));
        QCOMPARE(cell(model, 0, BulkResultModel::City), QStringLiteral("Rome"));
        QCOMPARE(cell(model, 0), QStringLiteral("Waiting"));
        change.start();
        QCOMPARE(cell(model, 0), QStringLiteral("Sent"));
        QCOMPARE(cell(model, BulkChange::chunkSize), QStringLiteral("Waiting"));
        change.cancel();
        QCOMPARE(cell(model, BulkChange::chunkSize), QStringLiteral("Not sent: cancelled."));
        QList<Result<Outcome>> answers;
        for (int i = 0; i < BulkChange::chunkSize; ++i)
            answers.append(Result<Outcome>(Outcome{}));
        Outcome refused;
        refused.verdict = Verdict::VehicleInRide;
        answers[1] = refused;
        answers[2] = failed(FailureKind::Timeout, QStringLiteral("No answer."));
        sent.addResult(answers);
        sent.finish();
        QVERIFY(finished.wait());
        QVERIFY(changed.count() >= 2);
        QVERIFY(!change.isRunning());
        QCOMPARE(cell(model, 0), QStringLiteral("Done"));
        QCOMPARE(cell(model, 1), QStringLiteral("Refused: The vehicle is in a ride. End the ride first."));
        QCOMPARE(cell(model, 2), QStringLiteral("No answer."));
        QCOMPARE(model.index(2, 2).data(BulkResultModel::MeaningRole).value<Meaning>(), Meaning::Bad);
        QCOMPARE(model.index(1, 2).data(BulkResultModel::MeaningRole).value<Meaning>(), Meaning::Warning);
        QCOMPARE(model.index(0, 0).data(BulkResultModel::DoneRole).toBool(), true);
        QCOMPARE(model.index(1, 0).data(BulkResultModel::DoneRole).toBool(), false);
        QCOMPARE(BulkResultModel::summary(change),
                 QStringLiteral("98 done, 1 refused, 1 failed, 2 not sent"));
        QCOMPARE(change.retryableCount(), 3);
    }

private:
    static QString cell(const BulkResultModel &model, int row, int column = BulkResultModel::Outcome)
    {
        return model.index(row, column).data().toString();
    }
};

QTEST_GUILESS_MAIN(TestBulkPlan)
#include "tst_bulk_plan.moc"
