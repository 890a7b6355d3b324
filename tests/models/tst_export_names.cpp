#include "db/export/export_columns.h"
#include "models/action_model.h"
#include "models/exports/export_names.h"
#include "models/ride_model.h"
#include "models/user_model.h"
#include "models/vehicle_model.h"

#include <QTest>

using namespace movr;

/// Columns as shown and columns of the file.
class TestExportNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyColumnHasItsNames_data()
    {
        QTest::addColumn<int>("table");
        QTest::addColumn<int>("columns");
        QTest::newRow("vehicles") << 0 << int(VehicleModel::ColumnCount);
        QTest::newRow("rides") << 1 << int(RideModel::ColumnCount);
        QTest::newRow("users") << 2 << int(UserModel::ColumnCount);
        QTest::newRow("activity") << 3 << int(ActionModel::ColumnCount);
    }

    void everyColumnHasItsNames()
    {
        QFETCH(int, table);
        QFETCH(int, columns);
        const QList<ViewQuery> views{VehicleQuery(), RideQuery(), UserQuery(), ActionQuery()};
        const ViewQuery &view = views.at(table);
        QStringList all;
        for (int column = 0; column < columns; ++column) {
            const QStringList names = exportNames(view, {column});
            QVERIFY2(!names.isEmpty(), qPrintable(QString::number(column)));
            // Each is a column of the file, and of one column of the table only.
            QCOMPARE(exportColumns(view, names).size(), names.size());
            for (const QString &name : names) {
                QVERIFY2(!all.contains(name), qPrintable(name));
                all.append(name);
            }
        }
        QVERIFY(exportNames(view, {columns}).isEmpty());
    }

    void orderIsKept()
    {
        QCOMPARE(exportNames(RideQuery(), {RideModel::End, RideModel::Rider}),
                 QStringList({QStringLiteral("end_time"), QStringLiteral("rider_username"),
                              QStringLiteral("rider_id"), QStringLiteral("rider_city")}));
    }

    void fileNames()
    {
        const QDate day(2026, 1, 31);
        QCOMPARE(suggestedFileName({QStringLiteral("gcp-us-east1"), QStringLiteral("new york"), {}},
                                   RideQuery(), ExportFormat::Csv, day),
                 QStringLiteral("rides-new-york-2026-01-31.csv"));
        QCOMPARE(suggestedFileName({QStringLiteral("gcp-us-east1"), {}, {}}, UserQuery(),
                                   ExportFormat::JsonLines, day),
                 QStringLiteral("users-gcp-us-east1-2026-01-31.jsonl"));
        QCOMPARE(suggestedFileName({}, ActionQuery(), ExportFormat::Csv, day),
                 QStringLiteral("activity-all-regions-2026-01-31.csv"));
        // A city's name never leads out of the folder.
        QCOMPARE(suggestedFileName({{}, QStringLiteral("../etc"), {}}, RideQuery(), ExportFormat::Csv, day),
                 QStringLiteral("rides----etc-2026-01-31.csv"));
    }
};

QTEST_GUILESS_MAIN(TestExportNames)
#include "tst_export_names.moc"
