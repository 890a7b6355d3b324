#include "models/validation.h"

#include <QTest>

using namespace movr;

namespace {

enum class Rule { Name, Username, Email, NewPassword, KnownPassword, Note };

QString judge(Rule rule, const QString &text)
{
    switch (rule) {
    case Rule::Name:
        return validation::name(QStringLiteral("The name"), text);
    case Rule::Username:
        return validation::username(text);
    case Rule::Email:
        return validation::email(text);
    case Rule::NewPassword:
        return validation::newPassword(text);
    case Rule::KnownPassword:
        return validation::knownPassword(text);
    case Rule::Note:
        break;
    }
    return validation::note(QStringLiteral("The reason"), text);
}

QString repeated(int count, QChar c = u'a')
{
    return QString(count, c);
}

const QString bike = QStringLiteral("\U0001F6B2");

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *what, Rule rule, const QString &text, bool good) {
            QTest::newRow(what) << static_cast<int>(rule) << text << good;
        };
        row("name", Rule::Name, QStringLiteral("Ada"), true);
        row("name with quotes", Rule::Name, QStringLiteral("O'Neil \"Bob\"; DROP TABLE users --"), true);
        row("name with emoji", Rule::Name, bike, true);
        row("name of 100", Rule::Name, repeated(100), true);
        row("name of 100 emoji", Rule::Name, bike.repeated(100), true);
        row("name of 101", Rule::Name, repeated(101), false);
        row("name of 10,000", Rule::Name, repeated(10'000), false);
        row("name of blanks", Rule::Name, QStringLiteral("   "), false);
        row("name over two lines", Rule::Name, QStringLiteral("Ada\nLovelace"), false);
        row("name with NUL", Rule::Name, QStringLiteral("Ada") + QChar(QChar::Null) + u'x', false);
        row("name that ends with NUL", Rule::Name, QStringLiteral("Ada") + QChar(QChar::Null), false);
        row("username", Rule::Username, QStringLiteral("ada"), true);
        row("username too short", Rule::Username, QStringLiteral("ad"), false);
        row("username of 40", Rule::Username, repeated(40), true);
        row("username of 41", Rule::Username, repeated(41), false);
        row("username with a blank", Rule::Username, QStringLiteral("ada l"), false);
        row("username with a no-break space", Rule::Username, QStringLiteral("ada\u00a0l"), false);
        row("username with blanks around", Rule::Username, QStringLiteral(" ada "), true);
        row("e-mail", Rule::Email, QStringLiteral("ada@example.com"), true);
        row("e-mail of a subdomain", Rule::Email, QStringLiteral("a.b+c@x.example.co"), true);
        row("e-mail without @", Rule::Email, QStringLiteral("ada.example.com"), false);
        row("e-mail without a dot", Rule::Email, QStringLiteral("ada@example"), false);
        row("e-mail with two @", Rule::Email, QStringLiteral("a@b@example.com"), false);
        row("e-mail with an empty label", Rule::Email, QStringLiteral("a@example..com"), false);
        row("e-mail too long", Rule::Email, repeated(250) + QStringLiteral("@a.com"), false);
        row("e-mail missing", Rule::Email, {}, false);
        row("password of 8", Rule::NewPassword, repeated(8), true);
        row("password of 8 blanks", Rule::NewPassword, repeated(8, u' '), true);
        row("password of 7", Rule::NewPassword, repeated(7), false);
        row("password of 1024", Rule::NewPassword, repeated(1024), true);
        row("password of 1025", Rule::NewPassword, repeated(1025), false);
        row("password with NUL", Rule::NewPassword, repeated(8) + QChar(QChar::Null), false);
        row("known password of 1", Rule::KnownPassword, QStringLiteral("x"), true);
        row("known password missing", Rule::KnownPassword, {}, false);
        row("reason over two lines", Rule::Note, QStringLiteral("flat tyre\nfront"), true);
        row("reason of 500", Rule::Note, repeated(500), true);
        row("reason of 501", Rule::Note, repeated(501), false);
        row("reason missing", Rule::Note, QStringLiteral(" \n "), false);
        row("reason with NUL", Rule::Note, QString(QChar(QChar::Null)), false);
    }

    void judges()
    {
        QFETCH(int, rule);
        QFETCH(QString, text);
        QFETCH(bool, good);
        const QString wrong = judge(static_cast<Rule>(rule), text);
        QCOMPARE(wrong.isEmpty(), good);
        // What is wrong is told as a sentence that fits a line, whatever was typed.
        if (!good) {
            QVERIFY(wrong.endsWith(u'.'));
            QVERIFY(wrong.size() < 120);
        }
    }

    void tellsLengths()
    {
        QCOMPARE(validation::name(QStringLiteral("The brand"), repeated(10'000)),
                 QStringLiteral("The brand can have 100 characters at most; this text has 10000."));
    }

    void countsCharactersAsPeopleDo()
    {
        QCOMPARE(validation::length(bike), 1);
        QCOMPARE(validation::length(QStringLiteral("ab")), 2);
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
