#include "db/movr/password.h"

#include <QTest>

using namespace movr;

/// Password hashes.
class TestPassword : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashesAndVerifies_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("plain") << QStringLiteral("correct horse");
        QTest::newRow("unicode") << QStringLiteral("pässwörd 🛴");
        QTest::newRow("empty") << QStringLiteral("");
        QTest::newRow("10,000 characters") << QString(10'000, QChar(u'x'));
        QTest::newRow("with NUL") << QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b");
    }

    void hashesAndVerifies()
    {
        QFETCH(QString, password);
        const QString kept = QString::fromUtf8(password.toUtf8());
        const auto hash = hashPassword(password);
        QVERIFY(hash.ok());
        QVERIFY2(hash->startsWith(QStringLiteral("$argon2id$v=19$m=65536,")), qPrintable(*hash));
        QCOMPARE(password, kept); // the caller's own copy is left alone
        QVERIFY(verifyPassword(*hash, password));
        QVERIFY(!verifyPassword(*hash, password + u'!'));
        if (!password.isEmpty())
            QVERIFY(!verifyPassword(*hash, password.chopped(1)));
    }

    void saltsEachHash()
    {
        QVERIFY(*hashPassword(QStringLiteral("same")) != *hashPassword(QStringLiteral("same")));
    }

    void refusesWhatIsNoHash()
    {
        for (const QString &hash :
             {QString(), QStringLiteral("none"), QStringLiteral("$argon2id$v=19$broken"),
              QStringLiteral("movr-demo"), QString(5'000, QChar(u'$'))})
            QVERIFY(!verifyPassword(hash, QStringLiteral("movr-demo")));
    }
};

QTEST_GUILESS_MAIN(TestPassword)
#include "tst_password.moc"
