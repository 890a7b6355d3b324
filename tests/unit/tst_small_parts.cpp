#include "db/base/sql_text.h"
#include "db/movr/page_reader.h"
#include "db/movr/statement_call.h"

#include <QRegularExpression>
#include <QTest>

using namespace movr;

/// What has to be there for every verdict and every statement.
class TestSmallParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVerdictHasAWordAndASentence();
    void everyStatementIsThereAndCast();
    void arrayLiteralsQuote();
};

void TestSmallParts::everyVerdictHasAWordAndASentence()
{
    for (int i = 0; i <= int(Verdict::RiderAlreadyRiding); ++i) {
        const auto verdict = Verdict(i);
        QVERIFY(!toSql(verdict).isEmpty());
        QCOMPARE(verdictFromSql(toSql(verdict)), verdict);
        QVERIFY(sentence(verdict).endsWith(u'.'));
    }
    QVERIFY(!verdictFromSql(QStringLiteral("nonsense")));
}

void TestSmallParts::everyStatementIsThereAndCast()
{
    const QRegularExpression untyped(QStringLiteral("\\$\\d+(?!\\d|::)"));
    for (const QString &name : transactionStatements()) {
        const QString text = QString::fromUtf8(sqlText(name));
        QVERIFY2(!text.isEmpty(), qPrintable(name));
        QVERIFY2(!untyped.match(text).hasMatch(),
                 qPrintable(name + QStringLiteral(": ") + untyped.match(text).captured()));
    }
    const QRegularExpression uncast(QStringLiteral("(?<!CAST\\()(?<!:):[a-z_]+[0-9]*\\b"));
    for (const QString &name : viewStatements()) {
        const QString text = QString::fromUtf8(sqlText(name));
        QVERIFY2(!text.isEmpty(), qPrintable(name));
        QVERIFY2(!text.contains(u"--"), qPrintable(name));
        QString stripped = text;
        stripped.remove(QRegularExpression(QStringLiteral("::text")));
        QVERIFY2(!uncast.match(stripped).hasMatch(),
                 qPrintable(name + QStringLiteral(": ") + uncast.match(stripped).captured()));
    }
}

void TestSmallParts::arrayLiteralsQuote()
{
    QCOMPARE(arrayLiteral({}), QStringLiteral("{}"));
    QCOMPARE(arrayLiteral({"new york", "rome"}), QStringLiteral("{\"new york\",\"rome\"}"));
    QCOMPARE(arrayLiteral({"a\"b", "c\\d", "e,f"}), QStringLiteral("{\"a\\\"b\",\"c\\\\d\",\"e,f\"}"));
}

QTEST_GUILESS_MAIN(TestSmallParts)
#include "tst_small_parts.moc"
