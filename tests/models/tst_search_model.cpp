#include "models/search/command_match.h"
#include "models/search/search_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace movr;

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");

SearchHit user(int number, const QString &name, bool exact = false)
{
    User user;
    user.id = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
    user.city = QStringLiteral("rome");
    user.firstName = name;
    user.lastName = QStringLiteral("Rossi");
    user.username = name.toLower();
    user.email = name.toLower() + QStringLiteral("@example.org");
    return {SearchField::Username, exact, user};
}

SearchHit ride()
{
    Ride ride;
    ride.id = QUuid(QStringLiteral("9a9b9c9d-0000-4000-8000-000000000001"));
    ride.city = QStringLiteral("rome");
    ride.startLocation = QStringLiteral("Via Veneto 1");
    ride.startTime = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC);
    return {SearchField::Place, false, ride};
}

SearchHit vehicle(VehicleStatus status, bool riding)
{
    Vehicle vehicle;
    vehicle.id = QUuid(QStringLiteral("7a7b7c7d-0000-4000-8000-000000000001"));
    vehicle.city = QStringLiteral("washington dc");
    vehicle.brand = QStringLiteral("Schwinn");
    vehicle.status = status;
    vehicle.lastLocation = QStringLiteral("Union\nStation");
    if (riding)
        vehicle.activeRide = QUuid::createUuid();
    return {SearchField::Id, true, vehicle};
}

SearchPage pageOf(const QList<SearchHit> &hits, bool moreUsers = false)
{
    SearchPage page;
    page.hits = hits;
    page.more.at(std::size_t(SearchKind::User)) = moreUsers;
    return page;
}

Failure down(const QString &region)
{
    Failure failure;
    failure.kind = FailureKind::Connection;
    failure.region = region;
    failure.sentence = region + QStringLiteral(" cannot be reached: connection refused");
    return failure;
}

SearchCommand command(int number, const QString &title, const QString &unavailable = {})
{
    return {number, title, QStringLiteral("Ride"), QStringLiteral("Ctrl+%1").arg(number), unavailable};
}

QString dump(const SearchModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        QStringList cells{index.data().toString(), index.data(SearchModel::DetailRole).toString(),
                          index.data(SearchModel::TrailingRole).toString()};
        cells.removeAll(QString());
        const bool choosable = index.flags().testFlag(Qt::ItemIsSelectable);
        lines.append((choosable ? QStringLiteral("> ") : QStringLiteral("  "))
                     + cells.join(QStringLiteral(" | ")));
    }
    return lines.join(u'\n');
}

} // namespace

/// The lines of a search while a text is typed and the regions answer.
class TestSearchModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void groupsInOrder();
    void answersComeOneByOne();
    void shownRowsAreNotPushedOut();
    void rowsKeepTheirIndex();
    void oldHitsStayUntilTheFirstAnswer();
    void lateAnswersAreDropped();
    void aRegionThatFails();
    void allFail();
    void nothingFound();
    void problemsAskNobody();
    void blankTextOffersRecentAndActions();
    void words();
    void commands_data();
    void commands();
    void unavailableComesLast();
    void ranges_data();
    void ranges();

private:
    std::unique_ptr<SearchModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSearchModel::init()
{
    m_model = std::make_unique<SearchModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestSearchModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestSearchModel::groupsInOrder()
{
    m_model->setCommands({command(1, QStringLiteral("Add annotation"))});
    m_model->setText(QStringLiteral("ann"));
    QVERIFY(m_model->isSearching());
    const quint64 search = m_model->begin({east});
    m_model->accept(
        search, east,
        pageOf({user(1, QStringLiteral("Anna")), vehicle(VehicleStatus::Available, false), ride()}, true));
    QCOMPARE(dump(*m_model),
             QStringLiteral("  Actions\n"
                            "> Add annotation | Ride | Ctrl+1\n"
                            "  Users\n"
                            "> Anna Rossi | anna · anna@example.org · Rome | 0f1e2d3c\n"
                            "  There are more users: type on to narrow the search.\n"
                            "  Vehicles\n"
                            "> Schwinn bike | Available · Union Station · Washington DC | 7a7b7c7d\n"
                            "  Rides\n"
                            "> 2026-11-01 09:00 UTC | Via Veneto 1 → under way · Rome | 9a9b9c9d"));
    QVERIFY(!m_model->isSearching());
    QCOMPARE(m_model->row(3).link->to, InspectionLink::To::ThisUser);
    QCOMPARE(m_model->row(6).link->to, InspectionLink::To::ThisVehicle);
    QCOMPARE(m_model->row(8).link->to, InspectionLink::To::ThisRide);
    QCOMPARE(m_model->row(8).link->id.city, QStringLiteral("rome"));
}

void TestSearchModel::answersComeOneByOne()
{
    m_model->setText(QStringLiteral("anna"));
    const quint64 search = m_model->begin({east, west});
    m_model->accept(search, west, pageOf({user(2, QStringLiteral("Anna2"))}));
    QCOMPARE(m_model->hitCount(), 1);
    QCOMPARE(m_model->pending(), QStringList{east});
    QVERIFY(m_model->isSearching());
    m_model->accept(search, east, pageOf({user(1, QStringLiteral("Anna"), true)}));
    QVERIFY(!m_model->isSearching());
    QVERIFY(m_model->hasExactHit());
    QCOMPARE(m_model->index(1).data().toString(), QStringLiteral("Anna Rossi")); // exact ones first
    QCOMPARE(m_model->index(2).data().toString(), QStringLiteral("Anna2 Rossi"));
}

void TestSearchModel::shownRowsAreNotPushedOut()
{
    m_model->setText(QStringLiteral("anna"));
    const quint64 search = m_model->begin({east, west});
    QList<SearchHit> first;
    QList<SearchHit> second;
    for (int i = 0; i < hitsPerKind; ++i) {
        first.append(user(i, QStringLiteral("Annb%1").arg(i)));
        second.append(user(100 + i, QStringLiteral("Anna%1").arg(i)));
    }
    m_model->accept(search, east, pageOf(first));
    m_model->accept(search, west, pageOf(second));
    QCOMPARE(m_model->hitCount(), 2 * hitsPerKind);
}

void TestSearchModel::rowsKeepTheirIndex()
{
    m_model->setText(QStringLiteral("anna"));
    const quint64 search = m_model->begin({east, west});
    m_model->accept(search, west,
                    pageOf({user(5, QStringLiteral("Anna5")), user(7, QStringLiteral("Anna7"))}));
    const QPersistentModelIndex seven(m_model->index(2));
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    m_model->accept(search, east,
                    pageOf({user(6, QStringLiteral("Anna6")), user(1, QStringLiteral("Anna"), true)}));
    QVERIFY(seven.isValid());
    QCOMPARE(seven.row(), 4);
    QCOMPARE(seven.data().toString(), QStringLiteral("Anna7 Rossi"));
    QCOMPARE(resets.count(), 0);
}

void TestSearchModel::oldHitsStayUntilTheFirstAnswer()
{
    m_model->setText(QStringLiteral("ann"));
    m_model->accept(m_model->begin({east}), east,
                    pageOf({user(1, QStringLiteral("Anna")), user(2, QStringLiteral("Anne"))}));
    QVERIFY(m_model->hitsAreCurrent());
    const QPersistentModelIndex anna(m_model->index(1));
    m_model->setText(QStringLiteral("anna"));
    QCOMPARE(m_model->hitCount(), 2);
    QVERIFY(!m_model->hitsAreCurrent());
    QVERIFY(m_model->isSearching());
    const quint64 search = m_model->begin({east, west});
    m_model->accept(search, west, down(west));
    QVERIFY2(m_model->hitCount() == 2, "a failure is no reason to take rows away");
    m_model->accept(search, east, pageOf({user(1, QStringLiteral("Anna"), true)}));
    QVERIFY(m_model->hitsAreCurrent());
    QCOMPARE(m_model->hitCount(), 1);
    QVERIFY2(anna.isValid(), "the row that stays is the same row");
}

void TestSearchModel::lateAnswersAreDropped()
{
    m_model->setText(QStringLiteral("ann"));
    const quint64 older = m_model->begin({east});
    m_model->setText(QStringLiteral("anna"));
    m_model->accept(older, east, pageOf({user(1, QStringLiteral("Ann"))}));
    QCOMPARE(m_model->hitCount(), 0);
    const quint64 newer = m_model->begin({east});
    m_model->accept(older, east, pageOf({user(1, QStringLiteral("Ann"))}));
    QCOMPARE(m_model->hitCount(), 0);
    m_model->accept(newer, east, pageOf({user(2, QStringLiteral("Anna"))}));
    m_model->accept(newer, east, pageOf({user(3, QStringLiteral("Anna3"))})); // answered already
    QCOMPARE(m_model->hitCount(), 1);
    m_model->clear();
    m_model->accept(newer, east, pageOf({user(2, QStringLiteral("Anna"))}));
    QCOMPARE(m_model->rowCount(), 0);
}

void TestSearchModel::aRegionThatFails()
{
    m_model->setText(QStringLiteral("anna"));
    const quint64 search = m_model->begin({east, west});
    m_model->accept(search, west, down(west));
    m_model->accept(search, east, pageOf({user(1, QStringLiteral("Anna"))}));
    QCOMPARE(m_model->gaps().size(), 1);
    QCOMPARE(dump(*m_model),
             QStringLiteral(
                 "  Users\n"
                 "> Anna Rossi | anna · anna@example.org · Rome | 0f1e2d3c\n"
                 "  Not searched\n"
                 "  gcp-us-west1 does not answer | gcp-us-west1 cannot be reached: connection refused"));
    QCOMPARE(m_model->index(3).data(SearchModel::MeaningRole).value<Meaning>(), Meaning::Warning);
    m_model->setText(QStringLiteral("annab"));
    QVERIFY2(m_model->gaps().isEmpty(), "the next search may reach it");
}

void TestSearchModel::allFail()
{
    m_model->setText(QStringLiteral("anna"));
    const quint64 search = m_model->begin({east, west});
    m_model->accept(search, east, down(east));
    m_model->accept(search, west, down(west));
    QVERIFY(!m_model->isSearching());
    QCOMPARE(m_model->gaps().size(), 2);
    QCOMPARE(m_model->hitCount(), 0);
    QCOMPARE(m_model->rowCount(), 3);
}

void TestSearchModel::nothingFound()
{
    m_model->setText(QStringLiteral("zzzz"));
    m_model->accept(m_model->begin({east}), east, pageOf({}));
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isSearching());
    QVERIFY(m_model->hitsAreCurrent());
    QVERIFY(!m_model->hasExactHit());
}

void TestSearchModel::problemsAskNobody()
{
    m_model->setText(QStringLiteral("anna"));
    m_model->accept(m_model->begin({east}), east, pageOf({user(1, QStringLiteral("Anna"))}));
    for (const QString &text :
         {QStringLiteral("a"), QString(10'000, u'a'), QString(QChar(QChar::Null)) + u'a'}) {
        m_model->setText(text);
        QVERIFY(!m_model->isSearching());
        QVERIFY(m_model->query().problem != SearchProblem::None);
        QVERIFY2(m_model->hitCount() == 0, "hits of another text");
    }
}

void TestSearchModel::blankTextOffersRecentAndActions()
{
    m_model->setRecent({QStringLiteral("anna"), QStringLiteral("1a2b")});
    m_model->setCommands({command(1, QStringLiteral("Refresh")),
                          command(2, QStringLiteral("End ride"), QStringLiteral("Needs a selected ride"))});
    QCOMPARE(dump(*m_model), QStringLiteral("  Recent searches\n"
                                            "> anna\n"
                                            "> 1a2b\n"
                                            "> Forget recent searches\n"
                                            "  Actions\n"
                                            "> Refresh | Ride | Ctrl+1"));
    m_model->setRecent({});
    QCOMPARE(m_model->rowCount(), 2);
    m_model->setText(QStringLiteral("e"));
    QCOMPARE(dump(*m_model), QStringLiteral("  Actions\n"
                                            "  End ride | Needs a selected ride | Ctrl+2"));
}

void TestSearchModel::words()
{
    SearchHit removed = user(1, QStringLiteral("Anna"));
    std::get<User>(removed.row).username = QString();
    const SearchRow row = searchRow(removed, {});
    QCOMPARE(row.detail, QStringLiteral("Removed · anna@example.org · Rome"));
    QCOMPARE(row.meaning, Meaning::Muted);
    User bare;
    bare.id = QUuid::createUuid();
    bare.city = QStringLiteral("rome");
    bare.username = QStringLiteral("solo");
    QCOMPARE(searchRow({SearchField::Id, true, bare}, {}).title, QStringLiteral("solo"));
    QVERIFY(searchRow(vehicle(VehicleStatus::Unavailable, true), {})
                .detail.startsWith(QStringLiteral("In ride")));
    QVERIFY(searchRow(vehicle(VehicleStatus::Unavailable, false), {})
                .detail.startsWith(QStringLiteral("Out of service")));
    QCOMPARE(searchRow(vehicle(VehicleStatus::Removed, false), {}).meaning, Meaning::Muted);
}

void TestSearchModel::commands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    const QString start = QStringLiteral("Start ride…");
    const QString restart = QStringLiteral("Show rides");
    const QString dark = QStringLiteral("Dark");
    QTest::newRow("blank") << QString() << QStringList{restart, start, dark};
    QTest::newRow("a word") << QStringLiteral("dark") << QStringList{dark};
    QTest::newRow("beginning") << QStringLiteral("sta") << QStringList{start};
    QTest::newRow("inside a word") << QStringLiteral("tart") << QStringList{};
    QTest::newRow("words in any order") << QStringLiteral("ri st") << QStringList{start};
    QTest::newRow("title first") << QStringLiteral("s") << QStringList{restart, start};
    QTest::newRow("by its menu") << QStringLiteral("appearance d") << QStringList{dark};
    QTest::newRow("nothing") << QStringLiteral("%") << QStringList{};
}

void TestSearchModel::commands()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    const QList<SearchCommand> all{
        {0, QStringLiteral("Show rides"), QStringLiteral("User"), {}, {}},
        {1, QStringLiteral("Start ride…"), QStringLiteral("Ride"), {}, {}},
        {2, QStringLiteral("Dark"), QStringLiteral("View › Appearance"), {}, {}},
    };
    QStringList titles;
    for (const SearchCommand &one : matchingCommands(all, text))
        titles.append(one.title);
    QCOMPARE(titles, found);
}

void TestSearchModel::unavailableComesLast()
{
    const auto found =
        matchingCommands({command(1, QStringLiteral("End ride"), QStringLiteral("Needs a ride")),
                          command(2, QStringLiteral("Force-end ride"))},
                         QStringLiteral("end"));
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first().number, 2);
}

void TestSearchModel::ranges_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked"); // with [] around what stands out
    QTest::newRow("beginning") << "Anna Rossi"
                               << "an"
                               << "[An]na Rossi";
    QTest::newRow("second word") << "Anna Rossi"
                                 << "ros"
                                 << "Anna [Ros]si";
    QTest::newRow("whole") << "Anna Rossi"
                           << "anna r"
                           << "[Anna R]ossi";
    QTest::newRow("turned round") << "Anna Rossi"
                                  << "Rossi, An"
                                  << "[An]na [Rossi]";
    QTest::newRow("inside") << "Anna Rossi"
                            << "nna"
                            << "Anna Rossi";
    QTest::newRow("after a dot") << "anna.rossi"
                                 << "rossi"
                                 << "anna.[rossi]";
    QTest::newRow("nothing typed") << "Anna"
                                   << "  "
                                   << "Anna";
    QTest::newRow("odd characters") << "100%_x"
                                    << "100%_"
                                    << "[100%_]x";
}

void TestSearchModel::ranges()
{
    QFETCH(QString, shown);
    QFETCH(QString, text);
    QFETCH(QString, marked);
    QString built;
    qsizetype last = 0;
    for (const TextRange &range : matchedRanges(shown, text)) {
        built += shown.mid(last, range.start - last) + u'[' + shown.mid(range.start, range.length) + u']';
        last = range.start + range.length;
    }
    QCOMPARE(built + shown.mid(last), marked);
}

QTEST_GUILESS_MAIN(TestSearchModel)
#include "tst_search_model.moc"
