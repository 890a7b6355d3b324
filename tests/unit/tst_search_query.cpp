#include "db/search/search_hit.h"
#include "db/search/search_query.h"

#include <QTest>

using namespace movr;

/// What a typed text can be, and in which order what it found is shown.
class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ids_data();
    void ids();
    void problems_data();
    void problems();
    void wholeIdIsNothingElse();
    void fields_data();
    void fields();
    void lastNameFirst_data();
    void lastNameFirst();
    void textIsKeptAsTyped();
    void exactBeforePrefix();
    void ridesFromTheLastToTheFirst();
    void eachRowOnceWithItsBestField();
    void boundedPerKind();
};

namespace {

SearchHit userHit(SearchField field, bool exact, const QString &username,
                  const QUuid &id = QUuid::createUuid())
{
    User user;
    user.id = id;
    user.city = QStringLiteral("rome");
    user.username = username;
    return {field, exact, user};
}

SearchHit rideHit(int minute)
{
    Ride ride;
    ride.id = QUuid::createUuid();
    ride.city = QStringLiteral("rome");
    ride.startTime = QDateTime(QDate(2026, 11, 1), QTime(9, minute), Qt::UTC);
    return {SearchField::Place, false, ride};
}

} // namespace

void TestSearchQuery::ids_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("low"); // empty: no id
    QTest::addColumn<QString>("high");
    const QString whole = QStringLiteral("1a2b3c4d-5e6f-4789-8abc-def012345678");
    QTest::newRow("four digits") << QStringLiteral("1a2b")
                                 << QStringLiteral("1a2b0000-0000-0000-0000-000000000000")
                                 << QStringLiteral("1a2bffff-ffff-ffff-ffff-ffffffffffff");
    QTest::newRow("three digits") << QStringLiteral("1a2") << QString() << QString();
    QTest::newRow("upper case") << QStringLiteral("ABCD")
                                << QStringLiteral("abcd0000-0000-0000-0000-000000000000")
                                << QStringLiteral("abcdffff-ffff-ffff-ffff-ffffffffffff");
    QTest::newRow("whole") << whole << whole << whole;
    QTest::newRow("whole, no dashes") << QString(whole).remove(u'-') << whole << whole;
    QTest::newRow("in braces") << QString(u'{' + whole + u'}') << whole << whole;
    QTest::newRow("ends with a dash")
        << QStringLiteral("1a2b3c4d-") << QStringLiteral("1a2b3c4d-0000-0000-0000-000000000000")
        << QStringLiteral("1a2b3c4d-ffff-ffff-ffff-ffffffffffff");
    QTest::newRow("a digit too many") << QString(whole + u'0') << QString() << QString();
    QTest::newRow("dash elsewhere") << QStringLiteral("1a2b-3c4d") << QString() << QString();
    QTest::newRow("two dashes") << QStringLiteral("1a2b3c4d--5e6f") << QString() << QString();
    QTest::newRow("dash first") << QStringLiteral("-1a2b3c4d") << QString() << QString();
    QTest::newRow("a letter beyond f") << QStringLiteral("1a2g") << QString() << QString();
    QTest::newRow("blank inside") << QStringLiteral("1a2b 3c4d") << QString() << QString();
    QTest::newRow("digits of another script") << QStringLiteral("١٢٣٤") << QString() << QString();
    QTest::newRow("braces only") << QStringLiteral("{}") << QString() << QString();
    QTest::newRow("nothing") << QString() << QString() << QString();
}

void TestSearchQuery::ids()
{
    QFETCH(QString, text);
    QFETCH(QString, low);
    QFETCH(QString, high);
    const auto range = idsBeginning(text);
    QCOMPARE(range.has_value(), !low.isEmpty());
    if (!range)
        return;
    QCOMPARE(range->low, QUuid::fromString(low));
    QCOMPARE(range->high, QUuid::fromString(high));
}

void TestSearchQuery::problems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("problem");
    QTest::newRow("empty") << QString() << int(SearchProblem::TooShort);
    QTest::newRow("blank") << QStringLiteral(" \t ") << int(SearchProblem::TooShort);
    QTest::newRow("one letter") << QStringLiteral(" a ") << int(SearchProblem::TooShort);
    QTest::newRow("one Chinese name") << QStringLiteral("王") << int(SearchProblem::None);
    QTest::newRow("emoji") << QStringLiteral("🛴") << int(SearchProblem::None);
    QTest::newRow("longest") << QString(longestSearch, u'x') << int(SearchProblem::None);
    QTest::newRow("too long") << QString(longestSearch + 1, u'x') << int(SearchProblem::TooLong);
    QTest::newRow("ten thousand") << QString(10'000, u'x') << int(SearchProblem::TooLong);
    QTest::newRow("NUL") << (QStringLiteral("an") + QChar(QChar::Null) + QStringLiteral("na"))
                         << int(SearchProblem::NotStorable);
}

void TestSearchQuery::problems()
{
    QFETCH(QString, text);
    QFETCH(int, problem);
    const SearchQuery query = parseSearch(text);
    QCOMPARE(int(query.problem), problem);
    if (query.problem != SearchProblem::None) {
        SearchQuery nothing;
        nothing.problem = query.problem;
        QCOMPARE(query, nothing);
    }
}

void TestSearchQuery::wholeIdIsNothingElse()
{
    const SearchQuery query = parseSearch(QStringLiteral(" 1a2b3c4d-5e6f-4789-8abc-def012345678 "));
    QVERIFY(query.ids.has_value());
    QVERIFY(query.username.isEmpty() && query.email.isEmpty() && query.name.isEmpty()
            && query.place.isEmpty());
}

void TestSearchQuery::fields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("id");
    QTest::addColumn<bool>("username"); // and e-mail: one word
    QTest::addColumn<bool>("name");
    QTest::newRow("a word") << QStringLiteral("anna") << false << true << true;
    QTest::newRow("a word of digits") << QStringLiteral("beef") << true << true << true;
    QTest::newRow("an e-mail address") << QStringLiteral("anna@example.org") << false << true << false;
    QTest::newRow("two words") << QStringLiteral("Anna Rossi") << false << false << true;
    QTest::newRow("a place") << QStringLiteral("5 Via Veneto") << false << false << true;
    QTest::newRow("a line break") << QStringLiteral("Via\nVeneto") << false << false << true;
}

void TestSearchQuery::fields()
{
    QFETCH(QString, text);
    QFETCH(bool, id);
    QFETCH(bool, username);
    QFETCH(bool, name);
    const SearchQuery query = parseSearch(text);
    QCOMPARE(query.ids.has_value(), id);
    QCOMPARE(query.username, username ? text : QString());
    QCOMPARE(query.email, username ? text : QString());
    QCOMPARE(query.name, name ? text : QString());
    QCOMPARE(query.place, text);
}

void TestSearchQuery::lastNameFirst_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("first");
    QTest::newRow("one word") << QStringLiteral("Rossi") << QString() << QString();
    QTest::newRow("two words") << QStringLiteral("Rossi An") << QStringLiteral("Rossi")
                               << QStringLiteral("An");
    QTest::newRow("comma") << QStringLiteral("De Luca, Anna Maria") << QStringLiteral("De Luca")
                           << QStringLiteral("Anna Maria");
    QTest::newRow("last word") << QStringLiteral("De Luca Anna") << QStringLiteral("De Luca")
                               << QStringLiteral("Anna");
    QTest::newRow("comma at the end") << QStringLiteral("Rossi,") << QString() << QString();
    QTest::newRow("comma first") << QStringLiteral(", Anna") << QString() << QString();
}

void TestSearchQuery::lastNameFirst()
{
    QFETCH(QString, text);
    QFETCH(QString, last);
    QFETCH(QString, first);
    const SearchQuery query = parseSearch(text);
    QCOMPARE(query.lastName, last);
    QCOMPARE(query.firstName, first);
}

void TestSearchQuery::textIsKeptAsTyped()
{
    const QString odd = QStringLiteral("O'Brien  \"x\" 100%_\\ É");
    QCOMPARE(parseSearch(u' ' + odd + u' ').place, odd);
}

void TestSearchQuery::exactBeforePrefix()
{
    const SearchHit prefixOfUsername = userHit(SearchField::Username, false, QStringLiteral("anna2"));
    const SearchHit exactName = userHit(SearchField::Name, true, QStringLiteral("zoe"));
    const SearchHit earlier = userHit(SearchField::Username, false, QStringLiteral("Anna1"));
    QVERIFY(precedes(exactName, prefixOfUsername));
    QVERIFY(!precedes(prefixOfUsername, exactName));
    QVERIFY2(precedes(earlier, prefixOfUsername), "by value, whatever the case");
    QVERIFY(precedes(prefixOfUsername, rideHit(1)));
}

void TestSearchQuery::ridesFromTheLastToTheFirst()
{
    QList<SearchHit> hits{rideHit(10), rideHit(30), rideHit(20)};
    const QList<SearchHit> wanted{hits.at(1), hits.at(2), hits.at(0)};
    tidyHits(hits);
    QCOMPARE(hits, wanted);
}

void TestSearchQuery::eachRowOnceWithItsBestField()
{
    const QUuid id = QUuid::createUuid();
    QList<SearchHit> hits{userHit(SearchField::Name, false, QStringLiteral("anna"), id),
                          userHit(SearchField::Username, true, QStringLiteral("anna"), id),
                          userHit(SearchField::Email, false, QStringLiteral("anna"), id)};
    const auto more = tidyHits(hits);
    QCOMPARE(hits.size(), 1);
    QCOMPARE(hits.first().field, SearchField::Username);
    QVERIFY2(!more.at(0), "the same row again is not another one");
}

void TestSearchQuery::boundedPerKind()
{
    QList<SearchHit> hits;
    for (int i = 0; i < hitsPerKind + 1; ++i)
        hits.append(rideHit(i));
    for (int i = 0; i < hitsPerKind; ++i)
        hits.append(userHit(SearchField::Name, false, QString::number(i)));
    const auto more = tidyHits(hits);
    QCOMPARE(hits.size(), 2 * hitsPerKind);
    QVERIFY(!more.at(std::size_t(SearchKind::User)));
    QVERIFY(more.at(std::size_t(SearchKind::Ride)));
}

QTEST_APPLESS_MAIN(TestSearchQuery)
#include "tst_search_query.moc"
