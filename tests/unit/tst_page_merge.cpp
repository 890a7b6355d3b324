#include "db/movr/page_merge.h"
#include "db/movr/page_reader.h"

#include <QTest>

using namespace movr;

namespace {

using Part = std::pair<QStringList, Result<UserPage>>;

/// A server's page: one row for each key text.
Part part(const QString &region, const QStringList &names, bool more = false)
{
    UserPage page;
    for (const QString &name : names) {
        User user;
        user.lastName = name;
        user.city = region;
        page.rows.append(user);
        page.keys.append({name});
    }
    page.more = more;
    page.servedBy = region;
    return {{region + QStringLiteral(" city")}, page};
}

Part broken(const QString &region)
{
    return {{region + QStringLiteral(" city")},
            Failure{FailureKind::Connection, {}, region, {}, true, QStringLiteral("down"), {}}};
}

UserQuery query(Qt::SortOrder order, PageDirection direction, int limit)
{
    UserQuery query;
    query.order = order;
    query.direction = direction;
    query.limit = limit;
    return query;
}

QStringList names(const UserPage &page)
{
    QStringList list;
    for (const User &user : page.rows)
        list.append(user.lastName);
    return list;
}

} // namespace

class TestPageMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfTheQuery();
    void cutsAtTheFarEnd();
    void aBrokenRegionIsAGap();
    void allBrokenIsAFailure();
    void keysCompareAsTheServersSort();
};

void TestPageMerge::keepsTheOrderOfTheQuery()
{
    const QList<Part> up{part("a", {"b", "d"}), part("b", {"a", "c", "e"})};
    auto merged = mergeParts<User>(up, query(Qt::AscendingOrder, PageDirection::Forward, 10));
    QVERIFY(merged.ok());
    QCOMPARE(names(*merged), (QStringList{"a", "b", "c", "d", "e"}));
    QVERIFY(!merged->more);
    QCOMPARE(merged->servedBy, QStringLiteral("a, b"));
    QCOMPARE(merged->keys.size(), merged->rows.size());
    const QList<Part> down{part("a", {"d", "b"}), part("b", {"e", "c", "a"})};
    QCOMPARE(names(*mergeParts<User>(down, query(Qt::DescendingOrder, PageDirection::Forward, 10))),
             (QStringList{"e", "d", "c", "b", "a"}));
}

void TestPageMerge::cutsAtTheFarEnd()
{
    const QList<Part> parts{part("a", {"a", "d"}), part("b", {"b", "c"})};
    auto forward = mergeParts<User>(parts, query(Qt::AscendingOrder, PageDirection::Forward, 3));
    QCOMPARE(names(*forward), (QStringList{"a", "b", "c"}));
    QVERIFY(forward->more);
    auto backward = mergeParts<User>(parts, query(Qt::AscendingOrder, PageDirection::Backward, 3));
    QCOMPARE(names(*backward), (QStringList{"b", "c", "d"}));
    QVERIFY(backward->more);
}

void TestPageMerge::aBrokenRegionIsAGap()
{
    auto merged = mergeParts<User>(QList<Part>{broken("a"), part("b", {"x"})},
                                   query(Qt::AscendingOrder, PageDirection::Forward, 3));
    QVERIFY(merged.ok());
    QCOMPARE(names(*merged), QStringList{"x"});
    QCOMPARE(merged->gaps.size(), 1);
    QCOMPARE(merged->gaps.first().region, QStringLiteral("a"));
    QCOMPARE(merged->gaps.first().cities, QStringList{"a city"});
}

void TestPageMerge::allBrokenIsAFailure()
{
    auto merged = mergeParts<User>(QList<Part>{broken("a"), broken("b")},
                                   query(Qt::AscendingOrder, PageDirection::Forward, 3));
    QVERIFY(!merged.ok());
    QCOMPARE(merged.failure().region, QStringLiteral("a"));
}

void TestPageMerge::keysCompareAsTheServersSort()
{
    // Microseconds without trailing zeros, as timestamptz::text writes them.
    QVERIFY(compareKeys({"2026-11-23 14:00:00+00"}, {"2026-11-23 14:00:00.1+00"}) < 0);
    QVERIFY(compareKeys({"2026-11-23 14:00:00.1+00"}, {"2026-11-23 14:00:00.12+00"}) < 0);
    QVERIFY(compareKeys({"a", "1"}, {"a", "2"}) < 0);
    QCOMPARE(compareKeys({"a", "1"}, {"a", "1"}), 0);
    // Code point order beyond the basic plane, where UTF-16 sorts otherwise.
    QVERIFY(compareKeys({QStringLiteral("\uFF5E")}, {QString::fromUtf8("\xF0\x9F\x98\x80")}) < 0);
    QVERIFY(compareKeys({QStringLiteral("Z")}, {QStringLiteral("a")}) < 0);
}

QTEST_GUILESS_MAIN(TestPageMerge)
#include "tst_page_merge.moc"
