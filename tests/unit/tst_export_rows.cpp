#include "db/export/copy_row.h"
#include "db/export/export_columns.h"
#include "db/export/row_writer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdlib>
#include <cstring>

using namespace movr;

namespace {

/// A row as libpq hands it over: a buffer of malloc's.
CopyRow rowOf(const QByteArray &line)
{
    char *buffer = static_cast<char *>(std::malloc(size_t(line.size()) + 1));
    std::memcpy(buffer, line.constData(), size_t(line.size()) + 1);
    return CopyRow(buffer, int(line.size()));
}

QByteArray text(const CopyRow &row, int position)
{
    const auto field = row.field(position);
    return field ? QByteArray(field->data(), qsizetype(field->size())) : QByteArray("<null>");
}

const QList<ExportColumn> columns{{QStringLiteral("name"), ExportKind::Text, 0},
                                  {QStringLiteral("seconds"), ExportKind::Number, 1},
                                  {QStringLiteral("owner"), ExportKind::Boolean, 2},
                                  {QStringLiteral("at"), ExportKind::Time, 3},
                                  {QStringLiteral("details"), ExportKind::Json, 4}};

QByteArray written(ExportFormat format, const QByteArray &line)
{
    QByteArray to;
    RowWriter(format, columns).append(rowOf(line), to);
    return to;
}

} // namespace

/// COPY's text format in, CSV and JSON Lines out.
class TestExportRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreParted()
    {
        const CopyRow row = rowOf("a\t\t\\N\tlast\n");
        QCOMPARE(row.fields(), 4);
        QCOMPARE(text(row, 0), QByteArray("a"));
        QCOMPARE(text(row, 1), QByteArray(""));
        QCOMPARE(text(row, 2), QByteArray("<null>"));
        QCOMPARE(text(row, 3), QByteArray("last"));
        QVERIFY(!row.field(4));
        QVERIFY(!row.field(-1));
    }

    void escapesAreUndone()
    {
        const CopyRow row = rowOf("tab\\there\tnew\\nline\\r\tback\\\\slash \\\\N\t\\\\N\t\\b\\f\\v\n");
        QCOMPARE(text(row, 0), QByteArray("tab\there"));
        QCOMPARE(text(row, 1), QByteArray("new\nline\r"));
        QCOMPARE(text(row, 2), QByteArray("back\\slash \\N"));
        QCOMPARE(text(row, 3), QByteArray("\\N")); // a text of these two characters, not NULL
        QCOMPARE(text(row, 4), QByteArray("\b\f\v"));
    }

    void keysCompareByteByByte()
    {
        const CopyRow a = rowOf("x\tZ\t2026-01-01 00:00:00+00\n");
        const CopyRow b = rowOf("a\t\xC3\x84\t2026-01-01 00:00:00.5+00\n");
        QVERIFY(a.compareKeys(b, 2) < 0); // "Z" before "Ä" in code point order
        QVERIFY(a.compareKeys(b, 1) < 0); // a whole second before its half
        QCOMPARE(a.compareKeys(a, 2), 0);
        QVERIFY(b.compareKeys(a, 1) > 0);
    }

    void csvFollowsTheRfc()
    {
        const QByteArray header = RowWriter(ExportFormat::Csv, columns).header();
        QCOMPARE(header, QByteArray("name,seconds,owner,at,details\r\n"));
        QCOMPARE(written(ExportFormat::Csv, "plain\t12\tt\t2026-01-31 12:00:00.25+00\t{\"a\": 1}\n"),
                 QByteArray("plain,12,true,2026-01-31T12:00:00.25Z,\"{\"\"a\"\": 1}\"\r\n"));
        QCOMPARE(written(ExportFormat::Csv, "a \"b\", c\\nd\t\\N\tf\t\\N\t\\N\n"),
                 QByteArray("\"a \"\"b\"\", c\nd\",,false,,\r\n"));
        QCOMPARE(written(ExportFormat::Csv, "\t\\N\tf\t\\N\t\\N\n"), QByteArray("\"\",,false,,\r\n"));
    }

    void jsonIsTyped()
    {
        QVERIFY(RowWriter(ExportFormat::JsonLines, columns).header().isEmpty());
        const QByteArray line =
            written(ExportFormat::JsonLines,
                    "a \"b\" \\\\ \\n\\t\x01 \xC3\x84\t12\tt\t2026-01-31 12:00:00+00\t{\"a\": [1, null]}\n");
        QVERIFY(line.endsWith("}\n"));
        QCOMPARE(line.count('\n'), 1);
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object[u"name"].toString(), QString::fromUtf8("a \"b\" \\ \n\t\x01 \xC3\x84"));
        QCOMPARE(object[u"seconds"], QJsonValue(12));
        QCOMPARE(object[u"owner"], QJsonValue(true));
        QCOMPARE(object[u"at"].toString(), QStringLiteral("2026-01-31T12:00:00Z"));
        QVERIFY(object[u"details"].toObject()[u"a"].isArray());
        const QJsonObject nulls =
            QJsonDocument::fromJson(written(ExportFormat::JsonLines, "\t\\N\t\\N\t\\N\t\\N\n")).object();
        QCOMPARE(nulls.size(), 5);
        QVERIFY(nulls[u"seconds"].isNull() && nulls[u"owner"].isNull() && nulls[u"details"].isNull());
        QCOMPARE(nulls[u"name"], QJsonValue(QString()));
    }

    void columnsAreChosenByName()
    {
        const ViewQuery rides = RideQuery();
        QCOMPARE(exportColumns(rides).size(), 13);
        const auto chosen = exportColumns(
            rides, {QStringLiteral("end_time"), QStringLiteral("nonsense"), QStringLiteral("id")});
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.at(0).name, QStringLiteral("end_time"));
        QCOMPARE(chosen.at(0).kind, ExportKind::Time);
        QCOMPARE(chosen.at(1).name, QStringLiteral("id"));
        QVERIFY(exportColumns(ViewQuery(UserQuery())).size() < 13);
    }
};

QTEST_GUILESS_MAIN(TestExportRows)
#include "tst_export_rows.moc"
