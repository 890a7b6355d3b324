#include "db/movr/transactions.h"
#include "models/action_model.h"
#include "models/user_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace movr;

namespace {

template <class Model, class Row>
void load(Model &model, const QList<Row> &rows)
{
    quint64 generation = 0;
    QObject context;
    QObject::connect(&model, &PagedModel::pageWanted, &context,
                     [&generation](const PageRequest &request) { generation = request.generation; });
    model.reload();
    Page<Row> page;
    page.rows = rows;
    for (int i = 0; i < rows.size(); ++i)
        page.keys.append(PageKey{i});
    QVERIFY(model.acceptPage(generation, page));
}

QString dump(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        lines.append(cells.join(QStringLiteral(" | ")));
    }
    return lines.join(u'\n');
}

} // namespace

class TestUserAndActionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void users();
    void actions();
};

void TestUserAndActionModel::users()
{
    UserModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    User user;
    user.id = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"));
    user.city = QStringLiteral("rome");
    user.firstName = QStringLiteral("Anna");
    user.lastName = QStringLiteral("Rossi");
    user.email = QStringLiteral("anna@example.org");
    user.username = QStringLiteral("anna");
    user.isOwner = true;
    User removed = user;
    removed.id = QUuid(QStringLiteral("1f1e2d3c-0000-4000-8000-000000000001"));
    removed.username = QString();
    removed.firstName = QString();
    removed.isOwner = false;
    load(model, QList<User>{user, removed});
    QCOMPARE(dump(model), QStringLiteral("anna | Rossi, Anna | anna@example.org | Rome | Yes | 0f1e2d3c\n"
                                         "Removed | Rossi | anna@example.org | Rome | No | 1f1e2d3c"));
    QCOMPARE(model.index(1, 0).data(PagedModel::MeaningRole).value<Meaning>(), Meaning::Muted);
    QCOMPARE(model.sortOrder(), Qt::AscendingOrder);
}

void TestUserAndActionModel::actions()
{
    ActionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    OperatorAction done;
    done.city = QStringLiteral("rome");
    done.requestId = QUuid::createUuid();
    done.action = QStringLiteral("force_end_ride");
    done.operatorName = QStringLiteral("dana");
    done.subjectKind = QStringLiteral("ride");
    done.subjectId = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"));
    done.reason = QStringLiteral("asked by phone");
    done.outcome = QStringLiteral("done");
    done.actedAt = QDateTime(QDate(2026, 11, 23), QTime(14, 14), Qt::UTC);
    OperatorAction refused = done;
    refused.requestId = QUuid::createUuid();
    refused.outcome = QStringLiteral("vehicle_in_ride");
    load(model, QList<OperatorAction>{done, refused});
    QCOMPARE(dump(model), QStringLiteral("2026-11-23 14:14 UTC | Force-end ride | Ride 0f1e2d3c | Done | dana"
                                         " | asked by phone | Rome\n"
                                         "2026-11-23 14:14 UTC | Force-end ride | Ride 0f1e2d3c"
                                         " | Refused: vehicle in ride | dana | asked by phone | Rome"));
    QCOMPARE(model.index(0, ActionModel::Outcome).data(PagedModel::MeaningRole).value<Meaning>(),
             Meaning::Good);
    QCOMPARE(model.index(1, ActionModel::Outcome).data(PagedModel::MeaningRole).value<Meaning>(),
             Meaning::Warning);
    QCOMPARE(model.index(1, ActionModel::Outcome).data(Qt::ToolTipRole).toString(),
             sentence(Verdict::VehicleInRide));
}

QTEST_GUILESS_MAIN(TestUserAndActionModel)
#include "tst_user_and_action_model.moc"
