#include "models/search/search_model.h"
#include "ui/actions/console_actions.h"
#include "ui/console_context.h"
#include "ui/search/command_list.h"
#include "ui/search/search_list.h"
#include "ui/search/search_palette.h"
#include "ui/settings/console_settings.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace movr;

Q_DECLARE_METATYPE(movr::InspectionLink)

namespace {

const QString east = QStringLiteral("gcp-us-east1");
const QString west = QStringLiteral("gcp-us-west1");

SearchHit user(int number, bool exact = false)
{
    User user;
    user.id = QUuid(QStringLiteral("0f1e2d3c-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
    user.city = QStringLiteral("rome");
    user.firstName = QStringLiteral("Anna%1").arg(number);
    user.username = user.firstName.toLower();
    return {SearchField::Username, exact, user};
}

SearchHit ride(int number)
{
    Ride ride;
    ride.id = QUuid(QStringLiteral("9a9b9c9d-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
    ride.city = QStringLiteral("rome");
    ride.startTime = QDateTime(QDate(2026, 11, 1), QTime(9, 0), Qt::UTC);
    return {SearchField::Place, false, ride};
}

SearchPage pageOf(const QList<SearchHit> &hits)
{
    SearchPage page;
    page.hits = hits;
    return page;
}

Failure down(const QString &region)
{
    Failure failure;
    failure.region = region;
    failure.sentence = QStringLiteral("%1 cannot be reached.").arg(region);
    return failure;
}

SearchPalette::Offer offer(const QStringList &recent = {})
{
    SearchPalette::Offer offer;
    offer.commands = {{0, QStringLiteral("Refresh"), QStringLiteral("View"), QStringLiteral("F5"), {}},
                      {1, QStringLiteral("End ride…"), QStringLiteral("Ride"), QStringLiteral("Ctrl+E"),
                       QStringLiteral("Needs a selected ride")}};
    offer.recent = recent;
    return offer;
}

} // namespace

/// The search under keys and mouse. No fleet is there: the test answers in its place.
class TestSearchPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void offersRecentAndActions();
    void keysMoveOverGroups();
    void returnOpensARow();
    void returnBeforeTheAnswer();
    void returnNeverOpensAnOlderTextsRow();
    void laterAnswersKeepTheChoice();
    void theBestIsChosenUntilOneMoves();
    void clickOpens();
    void actionsRunAndUnavailableDoNot();
    void recentFillsTheField();
    void forgetting();
    void escapeGivesTheFocusBack();
    void closesWhenTheFocusGoes();
    void pictures();
    void tellsWhatIsChosen();
    void hasRoomForWhatItShows();
    void staysInTheWindow();
    void commandsOfTheMenus();
    void recentSearchesAreKept();

private:
    quint64 type(const QString &text, const QStringList &regions = {east})
    {
        m_edit->clear();
        QTest::keyClicks(m_edit, text);
        return m_palette->model()->begin(regions);
    }
    void answer(quint64 search, const QList<SearchHit> &hits, const QString &region = east)
    {
        m_palette->model()->accept(search, region, pageOf(hits));
    }
    void press(Qt::Key key) { QTest::keyClick(m_edit, key); }
    QString chosen() const { return m_list->currentIndex().data().toString(); }
    template <class T>
    T *part(const char *name) const
    {
        return m_palette->findChild<T *>(QLatin1String(name));
    }

    std::unique_ptr<QMainWindow> m_window;
    std::unique_ptr<ConsoleContext> m_context;
    SearchPalette *m_palette = nullptr;
    QLineEdit *m_edit = nullptr;
    QLineEdit *m_other = nullptr;
    SearchList *m_list = nullptr;
};

void TestSearchPalette::initTestCase()
{
    qRegisterMetaType<InspectionLink>();
}

void TestSearchPalette::init()
{
    m_context = std::make_unique<ConsoleContext>();
    m_window = std::make_unique<QMainWindow>();
    m_window->resize(1000, 700);
    m_other = new QLineEdit(m_window.get());
    m_window->setCentralWidget(m_other);
    m_palette = new SearchPalette(m_context.get(), m_window.get());
    m_edit = part<QLineEdit>("searchEdit");
    m_list = m_palette->findChild<SearchList *>();
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_other->setFocus();
    m_palette->open(offer());
    QVERIFY(m_edit->hasFocus());
}

void TestSearchPalette::cleanup()
{
    m_window.reset();
    m_context.reset();
}

void TestSearchPalette::offersRecentAndActions()
{
    QCOMPARE(chosen(), QStringLiteral("Refresh"));
    m_palette->dismiss();
    m_palette->open(offer({QStringLiteral("anna"), QStringLiteral("rome")}));
    QCOMPARE(chosen(), QStringLiteral("anna"));
    QCOMPARE(m_palette->model()->rowCount(), 6);
}

void TestSearchPalette::keysMoveOverGroups()
{
    answer(type(QStringLiteral("ann")), {user(1), user(2), ride(1), ride(2)});
    QCOMPARE(chosen(), QStringLiteral("Anna1"));
    press(Qt::Key_Down);
    QCOMPARE(chosen(), QStringLiteral("Anna2"));
    press(Qt::Key_Down); // over the heading
    QVERIFY(chosen().startsWith(QStringLiteral("2026")));
    press(Qt::Key_Up);
    QCOMPARE(chosen(), QStringLiteral("Anna2"));
    press(Qt::Key_PageDown);
    QCOMPARE(m_list->currentRow(), 5);
    press(Qt::Key_Down); // round
    QCOMPARE(chosen(), QStringLiteral("Anna1"));
    press(Qt::Key_Up);
    QCOMPARE(m_list->currentRow(), 5);
    press(Qt::Key_PageUp);
    QCOMPARE(chosen(), QStringLiteral("Anna1"));
    press(Qt::Key_Tab);
    QCOMPARE(m_list->currentRow(), 4);
    press(Qt::Key_Tab);
    QCOMPARE(m_list->currentRow(), 1);
    QTest::keyClick(m_edit, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(m_list->currentRow(), 4);
    QVERIFY2(m_edit->hasFocus(), "the keyboard stays in the field");
}

void TestSearchPalette::returnOpensARow()
{
    QSignalSpy links(m_palette, &SearchPalette::linkChosen);
    QSignalSpy texts(m_palette, &SearchPalette::textUsed);
    answer(type(QStringLiteral("anna")), {user(1), ride(1)});
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QCOMPARE(links.count(), 1);
    const auto link = links.first().first().value<InspectionLink>();
    QCOMPARE(link.to, InspectionLink::To::ThisRide);
    QCOMPARE(link.id, ride(1).rowId());
    QCOMPARE(texts.first().first().toString(), QStringLiteral("anna"));
    QVERIFY(!m_palette->isOpen());
    QCOMPARE(m_palette->model()->rowCount() > 0 && m_palette->model()->hitCount() > 0, false);
}

void TestSearchPalette::returnBeforeTheAnswer()
{
    QSignalSpy links(m_palette, &SearchPalette::linkChosen);
    quint64 search = type(QStringLiteral("anna1"), {east, west});
    press(Qt::Key_Return);
    QCOMPARE(links.count(), 0);
    answer(search, {user(2)}, west);
    QVERIFY2(links.isEmpty(), "a better one may come");
    answer(search, {user(1, true)}, east);
    QCOMPARE(links.count(), 1);
    QVERIFY(!m_palette->isOpen());

    // Nothing exact: when all have answered, the first one.
    m_palette->open(offer());
    search = type(QStringLiteral("anna"), {east, west});
    press(Qt::Key_Return);
    answer(search, {user(2)}, west);
    QCOMPARE(links.count(), 1);
    answer(search, {}, east);
    QCOMPARE(links.count(), 2);

    // Typed on: Return was meant for what was typed then.
    m_palette->open(offer());
    type(QStringLiteral("anna"));
    press(Qt::Key_Return);
    QTest::keyClicks(m_edit, QStringLiteral("x"));
    answer(m_palette->model()->begin({east}), {user(1)});
    QCOMPARE(links.count(), 2);
    QVERIFY(m_palette->isOpen());
}

void TestSearchPalette::returnNeverOpensAnOlderTextsRow()
{
    QSignalSpy links(m_palette, &SearchPalette::linkChosen);
    answer(type(QStringLiteral("anna")), {user(1)});
    QTest::keyClicks(m_edit, QStringLiteral("2"));
    QVERIFY2(m_palette->model()->hitCount() == 1, "it is still to be seen");
    press(Qt::Key_Return);
    QCOMPARE(links.count(), 0);
    answer(m_palette->model()->begin({east}), {user(2, true)});
    QCOMPARE(links.count(), 1);
    QCOMPARE(links.first().first().value<InspectionLink>().id, user(2).rowId());
}

void TestSearchPalette::laterAnswersKeepTheChoice()
{
    const quint64 search = type(QStringLiteral("anna"), {east, west});
    answer(search, {user(5), user(7)}, west);
    press(Qt::Key_Down);
    QCOMPARE(chosen(), QStringLiteral("Anna7"));
    answer(search, {user(1, true), user(6)}, east);
    QCOMPARE(chosen(), QStringLiteral("Anna7"));
    QCOMPARE(m_list->currentRow(), 4);
}

void TestSearchPalette::theBestIsChosenUntilOneMoves()
{
    const quint64 search = type(QStringLiteral("anna"), {east, west});
    answer(search, {user(5), user(7)}, west);
    QCOMPARE(chosen(), QStringLiteral("Anna5"));
    answer(search, {user(1, true), user(6)}, east);
    QCOMPARE(chosen(), QStringLiteral("Anna1"));
    QCOMPARE(m_list->currentRow(), 1);
}

void TestSearchPalette::clickOpens()
{
    QSignalSpy links(m_palette, &SearchPalette::linkChosen);
    answer(type(QStringLiteral("anna")), {user(1), user(2)});
    const auto click = [this](int row) {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                          m_list->visualRect(m_palette->model()->index(row)).center());
    };
    click(0); // a heading
    QCOMPARE(links.count(), 0);
    QVERIFY(m_palette->isOpen());
    click(2);
    QCOMPARE(links.count(), 1);
    QCOMPARE(links.first().first().value<InspectionLink>().id, user(2).rowId());
}

void TestSearchPalette::actionsRunAndUnavailableDoNot()
{
    QSignalSpy commands(m_palette, &SearchPalette::commandChosen);
    type(QStringLiteral("ref"));
    QCOMPARE(chosen(), QStringLiteral("Refresh"));
    press(Qt::Key_Return); // no server is needed for it
    QCOMPARE(commands.count(), 1);
    QCOMPARE(commands.first().first().toInt(), 0);
    QVERIFY(!m_palette->isOpen());
    m_palette->open(offer());
    answer(type(QStringLiteral("end ride")), {});
    QCOMPARE(m_palette->model()->row(1).title, QStringLiteral("End ride…"));
    QCOMPARE(m_palette->model()->row(1).detail, QStringLiteral("Needs a selected ride"));
    press(Qt::Key_Return);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                      m_list->visualRect(m_palette->model()->index(1)).center());
    QCOMPARE(commands.count(), 1);
    QVERIFY(m_palette->isOpen());
}

void TestSearchPalette::recentFillsTheField()
{
    QSignalSpy links(m_palette, &SearchPalette::linkChosen);
    m_palette->dismiss();
    m_palette->open(offer({QStringLiteral("anna")}));
    press(Qt::Key_Return);
    QCOMPARE(m_edit->text(), QStringLiteral("anna"));
    QVERIFY(m_palette->isOpen());
    QVERIFY(m_palette->model()->isSearching());
    QCOMPARE(links.count(), 0);
}

void TestSearchPalette::forgetting()
{
    QSignalSpy forgets(m_palette, &SearchPalette::forgetWanted);
    m_palette->dismiss();
    m_palette->open(offer({QStringLiteral("anna")}));
    press(Qt::Key_Down);
    QCOMPARE(chosen(), QStringLiteral("Forget recent searches"));
    press(Qt::Key_Return);
    QCOMPARE(forgets.count(), 1);
    m_palette->setRecent({});
    QCOMPARE(chosen(), QStringLiteral("Refresh"));
}

void TestSearchPalette::escapeGivesTheFocusBack()
{
    type(QStringLiteral("anna"));
    press(Qt::Key_Escape);
    QVERIFY(!m_palette->isOpen());
    QVERIFY(m_other->hasFocus());
    QVERIFY2(!m_palette->model()->isSearching(), "nobody waits for it");
    m_palette->open(offer());
    QVERIFY2(m_edit->text().isEmpty(), "it opens empty");
}

void TestSearchPalette::closesWhenTheFocusGoes()
{
    m_other->setFocus(Qt::MouseFocusReason);
    QVERIFY(!m_palette->isOpen());
    QVERIFY(m_other->hasFocus());
}

void TestSearchPalette::pictures()
{
    auto *busy = part<QProgressBar>("searchBusy");
    auto *status = part<QLabel>("searchStatus");
    auto *headline = part<QLabel>("searchHeadline");
    auto *explanation = part<QLabel>("searchExplanation");
    QVERIFY(!busy->isVisible());
    quint64 search = type(QStringLiteral("zzzz"), {east, west});
    QVERIFY(busy->isVisible());
    QCOMPARE(status->text(), QStringLiteral("Searching gcp-us-east1, gcp-us-west1…"));
    QVERIFY(!headline->isVisible());
    answer(search, {}, east);
    QCOMPARE(status->text(), QStringLiteral("Searching gcp-us-west1…"));
    answer(search, {}, west);
    QVERIFY(!busy->isVisible());
    QVERIFY(headline->isVisible());
    QCOMPARE(headline->text(), QStringLiteral("No row found"));
    QVERIFY(!m_list->isVisible());

    search = type(QStringLiteral("anna"), {east, west});
    m_palette->model()->accept(search, west, down(west));
    answer(search, {user(1)}, east);
    QVERIFY(!headline->isVisible());
    QVERIFY(m_list->isVisible());
    QCOMPARE(status->text(), QStringLiteral("1 row found, not everywhere"));
    search = type(QStringLiteral("zzzz"), {east, west});
    m_palette->model()->accept(search, west, down(west));
    answer(search, {}, east);
    QCOMPARE(explanation->text(), QStringLiteral("Not in the regions that answered."));
    QVERIFY2(m_list->isVisible(), "the region that did not answer is named");

    m_edit->setText(QString(10'000, u'x'));
    QCOMPARE(headline->text(), QStringLiteral("That is too long"));
    QVERIFY(!m_palette->model()->isSearching());
    m_edit->setText(QStringLiteral("q"));
    QCOMPARE(headline->text(), QStringLiteral("Type on"));
    m_edit->setText(QStringLiteral("r"));
    QVERIFY2(!headline->isVisible(), "an action begins so");
}

void TestSearchPalette::tellsWhatIsChosen()
{
    answer(type(QStringLiteral("anna")), {user(1), user(2)});
    const auto *face = QAccessible::queryAccessibleInterface(m_edit);
    QCOMPARE(face->text(QAccessible::Name), QStringLiteral("Search anything"));
    QVERIFY(face->text(QAccessible::Description).startsWith(QStringLiteral("Anna1, anna1")));
    press(Qt::Key_Down);
    QVERIFY(face->text(QAccessible::Description).startsWith(QStringLiteral("Anna2")));
    QVERIFY(!m_list->accessibleName().isEmpty());
}

/// However the number of rows changes, the foot is below the last of them.
void TestSearchPalette::hasRoomForWhatItShows()
{
    const auto fits = [this] {
        const auto *foot = part<QLabel>("searchStatus");
        const int listEnd = m_list->mapTo(m_palette, QPoint(0, m_list->height())).y();
        return listEnd <= foot->mapTo(m_palette, QPoint()).y() && m_list->height() >= m_list->contentHeight();
    };
    m_window->resize(1280, 800);
    for (int opened = 0; opened < 4; ++opened) {
        QTRY_VERIFY(fits());
        for (const int hits : {1, 6, 0, 3, 9, 2}) {
            QList<SearchHit> found;
            for (int i = 0; i < hits; ++i)
                found.append(user(i));
            answer(type(QStringLiteral("anna%1").arg(hits)), found);
            QTRY_VERIFY2(fits(), qPrintable(QString::number(hits)));
        }
        m_palette->dismiss();
        m_palette->open(offer({QStringLiteral("anna"), QStringLiteral("rome")}));
    }
}

void TestSearchPalette::staysInTheWindow()
{
    QList<SearchHit> many;
    for (int i = 0; i < 40; ++i)
        many.append(user(i));
    answer(type(QStringLiteral("anna")), many);
    for (const QSize size : {QSize(500, 400), QSize(1600, 900), QSize(360, 300)}) {
        m_window->resize(size);
        QTRY_VERIFY2(m_window->rect().contains(m_palette->geometry()),
                     qPrintable(QStringLiteral("%1 in %2 x %3")
                                    .arg(m_palette->height())
                                    .arg(m_window->width())
                                    .arg(m_window->height())));
    }
    QTest::keyClick(m_edit, Qt::Key_Up); // round to the last
    QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(m_list->currentIndex())));
}

void TestSearchPalette::commandsOfTheMenus()
{
    ConsoleActions actions;
    QMenuBar bar;
    QMenu *ride = bar.addMenu(QStringLiteral("&Ride"));
    ride->addAction(actions.action(ConsoleAction::EndRide));
    actions.action(ConsoleAction::EndRide)->setVisible(true);
    ride->addSeparator();
    QAction *hidden = ride->addAction(QStringLiteral("Hidden"));
    hidden->setVisible(false);
    QMenu *view = bar.addMenu(QStringLiteral("&View"));
    QAction *opener = view->addAction(QStringLiteral("Search"));
    QAction *dark = view->addMenu(QStringLiteral("&Appearance"))->addAction(QStringLiteral("Dar&k && quiet"));
    dark->setShortcut(QKeySequence(QStringLiteral("Ctrl+D")));
    QMenu *away = bar.addMenu(QStringLiteral("Away"));
    away->addAction(QStringLiteral("Not there"));
    away->menuAction()->setVisible(false);

    CommandList list;
    list.addMenus(&bar, &actions, opener);
    QCOMPARE(list.commands().size(), 2);
    QCOMPARE(list.commands().at(0).title, QStringLiteral("End ride…"));
    QCOMPARE(list.commands().at(0).where, QStringLiteral("Ride"));
    QCOMPARE(list.commands().at(0).unavailable, neededFor(ConsoleAction::EndRide));
    QCOMPARE(list.commands().at(1), (SearchCommand{1,
                                                   QStringLiteral("Dark & quiet"),
                                                   QStringLiteral("View › Appearance"),
                                                   QStringLiteral("Ctrl+D"),
                                                   {}}));
    QCOMPARE(list.action(1), dark);
    for (const ConsoleAction kind : allConsoleActions())
        QVERIFY(neededFor(kind) != QStringLiteral("Not available now"));
}

void TestSearchPalette::recentSearchesAreKept()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("settings.ini"));
    {
        ConsoleSettings settings(file);
        QCOMPARE(settings.recentSearches(), QStringList());
        for (int i = 0; i < 10; ++i)
            settings.addRecentSearch(QStringLiteral("text %1, %").arg(i));
        settings.addRecentSearch(QStringLiteral("text 5, %"));
        settings.addRecentSearch(QString());
    }
    ConsoleSettings settings(file);
    QCOMPARE(settings.recentSearches().size(), 8);
    QCOMPARE(settings.recentSearches().first(), QStringLiteral("text 5, %"));
    QCOMPARE(settings.recentSearches().count(QStringLiteral("text 5, %")), 1);
    settings.forgetRecentSearches();
    QCOMPARE(settings.recentSearches(), QStringList());
}

QTEST_MAIN(TestSearchPalette)
#include "tst_search_palette.moc"
