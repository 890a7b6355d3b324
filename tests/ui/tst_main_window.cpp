#include "ui/actions/console_actions.h"
#include "ui/settings/console_settings.h"
#include "ui/settings/password_store.h"
#include "ui/start/start_page.h"
#include "ui/theme/theme.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"
#include "ui/window/navigation.h"
#include "ui/window/top_bar.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace movr;

namespace {

QList<RegionStatus> regions()
{
    QList<RegionStatus> all;
    for (const char *name : {"gcp-us-east1", "gcp-us-west1", "gcp-europe-west1"}) {
        RegionStatus status;
        status.name = QLatin1String(name);
        status.label = status.name;
        status.state = RegionState::Up;
        status.roundTrip = std::chrono::milliseconds(10);
        all.append(status);
    }
    return all;
}

Catalog catalog()
{
    const auto city = [](const char *name, const char *partition, const char *region) {
        CityInfo info;
        info.city = QLatin1String(name);
        info.partition = QLatin1String(partition);
        info.region = QLatin1String(region);
        return info;
    };
    return Catalog({city("new york", "us_east", "gcp-us-east1"), city("boston", "us_east", "gcp-us-east1"),
                    city("seattle", "us_west", "gcp-us-west1"),
                    city("rome", "europe_west", "gcp-europe-west1")});
}

/// Focusable widgets without a name, and buttons without both text and tooltip.
QStringList unnamed(const QWidget *root)
{
    QStringList names;
    const auto all = root->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool editButton =
            qobject_cast<QToolButton *>(widget) && qobject_cast<QLineEdit *>(widget->parentWidget());
        const bool inner = widget->objectName().startsWith(QStringLiteral("qt_"))
                        || (qobject_cast<QLineEdit *>(widget->parentWidget()) && !editButton)
                        || qobject_cast<QComboBox *>(widget->parentWidget());
        if (inner || !(widget->focusPolicy() & Qt::TabFocus || editButton) || !widget->isVisibleTo(root))
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool mute = button && button->text().isEmpty() && button->toolTip().isEmpty() && !editButton;
        if (!face || face->text(QAccessible::Name).isEmpty() || mute)
            names.append(QString::fromLatin1(widget->metaObject()->className()) + u' '
                         + widget->objectName());
    }
    return names;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
        m_settings = std::make_unique<ConsoleSettings>(m_directory->filePath(QStringLiteral("settings.ini")));
        m_window = std::make_unique<MainWindow>(m_settings.get());
    }

    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void withoutAFleetTheStartPageIsShown()
    {
        m_window->show();
        QVERIFY(m_window->startPage()->isVisible());
        QVERIFY(!m_window->view()->isVisible());
    }

    /// 1920 pixels at 200 % are 960.
    void fitsAScreenOfHighDensity()
    {
        QVERIFY2(m_window->minimumSizeHint().width() <= 940,
                 qPrintable(QString::number(m_window->minimumSizeHint().width())));
        m_window->peekStartPage(false);
        auto *bar = m_window->view()->topBar();
        bar->parentWidget()->show();
        m_window->view()->show();
        QVERIFY2(bar->minimumSizeHint().width() <= 940,
                 qPrintable(QString::number(bar->minimumSizeHint().width())));
        QVERIFY2(m_window->view()->minimumSizeHint().width() <= 700,
                 qPrintable(QString::number(m_window->view()->minimumSizeHint().width())));
    }

    void buttonsHaveRoomForTheirTexts()
    {
        m_window->resize(1276, 766);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        const auto buttons = m_window->startPage()->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        for (const QPushButton *button : buttons) {
            const int text = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
            const int icon = button->icon().isNull() ? 0 : button->iconSize().width() + 4;
            QVERIFY2(!button->isVisible() || button->width() >= text + icon, qPrintable(button->text()));
        }
    }

    void everyControlHasANameAndSaysSomething()
    {
        QCOMPARE(unnamed(m_window->startPage()), QStringList());
        for (const TablePage *page : m_window->view()->pages()) {
            m_window->showPage(page->kind());
            QVERIFY2(unnamed(m_window->view()).isEmpty(), qPrintable(unnamed(m_window->view()).join(u'\n')));
            QCOMPARE(unnamed(m_window->view()->topBar()), QStringList());
        }
    }

    void everyActionSaysWhatItDoes()
    {
        const ConsoleActions actions;
        QSet<QKeySequence> keys;
        for (const ConsoleAction kind : allConsoleActions()) {
            const QAction *action = actions.action(kind);
            QVERIFY(!action->text().isEmpty());
            QVERIFY(!action->statusTip().isEmpty());
            QVERIFY(!action->shortcut().isEmpty());
            QVERIFY2(!keys.contains(action->shortcut()), qPrintable(action->shortcut().toString()));
            keys.insert(action->shortcut());
        }
    }

    void actionsFollowTheRules()
    {
        ConsoleActions actions;
        ActionSituation situation;
        situation.home = RegionState::Up;
        situation.anyRegionUp = true;
        Vehicle vehicle;
        situation.selection = vehicle;
        actions.update(situation);
        QVERIFY(actions.action(ConsoleAction::StartRide)->isEnabled());
        QVERIFY(!actions.action(ConsoleAction::EndRide)->isVisible());
        vehicle.activeRide = QUuid::createUuid();
        situation.selection = vehicle;
        actions.update(situation);
        QVERIFY(actions.action(ConsoleAction::EndRide)->isEnabled());
        QVERIFY(!actions.action(ConsoleAction::StartRide)->isVisible());
        situation.home = RegionState::Down;
        actions.update(situation);
        QVERIFY(!actions.action(ConsoleAction::EndRide)->isEnabled());
    }

    void keysChooseThePage()
    {
        m_window->view()->show();
        auto *navigation = m_window->view()->findChild<Navigation *>();
        QCOMPARE(navigation->count(), m_window->view()->pages().size());
        for (int row = navigation->count() - 1; row >= 0; --row) {
            navigation->setCurrentRow(row);
            QCOMPARE(m_window->currentPage(), m_window->view()->pages().at(row));
        }
    }

    void autoIsTheNearestRegion()
    {
        TopBar *bar = knowingBar();
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-east1"));
        QSignalSpy changed(bar, &TopBar::scopeChanged);
        bar->setNearest(QStringLiteral("gcp-us-west1"));
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-west1"));
        QCOMPARE(changed.count(), 1);
        // When none answers, the last one stays.
        bar->setNearest({});
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-west1"));
        QCOMPARE(changed.count(), 1);
    }

    void pickersKeepTheirChoice()
    {
        TopBar *bar = knowingBar();
        pick(bar, QStringLiteral("regionPicker"), 2);
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-west1"));
        pick(bar, QStringLiteral("cityPicker"), 1);
        QCOMPARE(bar->scope().city, QStringLiteral("seattle"));
        pick(bar, QStringLiteral("freshnessPicker"), 1);
        const ViewScope chosen = bar->scope();
        QCOMPARE(chosen.freshness, ViewScope::Freshness::Nearest);

        QSignalSpy changed(bar, &TopBar::scopeChanged);
        auto states = regions();
        states[1].state = RegionState::Down;
        bar->setRegions(states);
        bar->setNearest(QStringLiteral("gcp-europe-west1"));
        bar->setCatalog(catalog());
        bar->setAge(std::chrono::milliseconds(1500));
        QCOMPARE(bar->scope(), chosen);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(picker(bar, QStringLiteral("regionPicker"))->currentIndex(), 2);
        QCOMPARE(picker(bar, QStringLiteral("cityPicker"))->currentText(), QStringLiteral("Seattle"));
        QVERIFY(
            picker(bar, QStringLiteral("freshnessPicker"))->currentText().contains(QStringLiteral("old")));
    }

    void anotherRegionGivesTheCityUp()
    {
        TopBar *bar = knowingBar();
        bar->chooseCity(QStringLiteral("rome"));
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-europe-west1"));
        pick(bar, QStringLiteral("regionPicker"), 1);
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-east1"));
        QVERIFY(bar->scope().city.isEmpty());
    }

    void autoKeepsTheCity()
    {
        TopBar *bar = knowingBar();
        bar->chooseCity(QStringLiteral("boston"));
        QCOMPARE(bar->regionChoice(), TopBar::autoChoice());
        bar->setNearest(QStringLiteral("gcp-us-west1"));
        QCOMPARE(bar->scope().city, QStringLiteral("boston"));
        QCOMPARE(bar->scope().region, QStringLiteral("gcp-us-east1"));
    }

    void allRegionsAreOneScope()
    {
        TopBar *bar = knowingBar();
        pick(bar, QStringLiteral("regionPicker"), 4);
        QVERIFY(bar->scope().region.isEmpty());
        QCOMPARE(picker(bar, QStringLiteral("cityPicker"))->count(), 5);
    }

    void stateIsRestored()
    {
        TopBar *bar = knowingBar();
        pick(bar, QStringLiteral("regionPicker"), 3);
        bar->chooseCity(QStringLiteral("rome"));
        m_window->showPage(PageTarget::Page::Users);
        m_window->resize(1000, 700);
        m_window->close();

        const MainWindow again(m_settings.get());
        QCOMPARE(again.currentPage()->kind(), PageTarget::Page::Users);
        QCOMPARE(again.view()->topBar()->regionChoice(), QStringLiteral("gcp-europe-west1"));
        QCOMPARE(again.view()->topBar()->city(), QStringLiteral("rome"));
        QCOMPARE(again.size(), QSize(1000, 700));
    }

    void unknownRegionIsGivenUp()
    {
        TopBar *bar = m_window->view()->topBar();
        bar->choose(QStringLiteral("nowhere"), QStringLiteral("atlantis"), ViewScope::Freshness::Home);
        bar->setRegions(regions());
        bar->setCatalog(catalog());
        QCOMPARE(bar->regionChoice(), TopBar::autoChoice());
        QVERIFY(bar->city().isEmpty());
    }

    void appearanceSwitches()
    {
        m_window->setColorScheme(ColorScheme::Dark);
        QVERIFY(theme::isDark(QApplication::palette()));
        QCOMPARE(QIcon::themeName(), QStringLiteral("breeze-dark"));
        m_window->setColorScheme(ColorScheme::Light);
        QVERIFY(!theme::isDark(QApplication::palette()));
        QCOMPARE(QIcon::themeName(), QStringLiteral("breeze"));
        m_window->setColorScheme(ColorScheme::Desktop);
    }

    void closingIsTold()
    {
        QSignalSpy closed(m_window.get(), &MainWindow::closed);
        m_window->show();
        m_window->close();
        QCOMPARE(closed.count(), 1);
    }

    void startPageAsksForTheDemo()
    {
        m_window->show();
        QSignalSpy requested(m_window.get(), &MainWindow::demoRequested);
        auto *place = named<QComboBox>(m_window->startPage(), QStringLiteral("Place of the desk"));
        place->setCurrentIndex(place->findData(QStringLiteral("rome")));
        auto *start = named<QAbstractButton>(m_window->startPage(), QStringLiteral("Start the demo fleet"));
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.first().first().toString(), QStringLiteral("rome"));

        m_window->startPage()->setBusy(QStringLiteral("Starting three servers…"));
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        Failure failure;
        failure.sentence = QStringLiteral("There is no room on the disk.");
        m_window->startPage()->showFailure(failure);
        QCOMPARE(named<QLabel>(m_window->startPage(), QStringLiteral("State of the start"))->text(),
                 failure.sentence);
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(requested.count(), 2);
    }

    void brokenDeploymentFileIsTold()
    {
        const QString file = m_directory->filePath(QStringLiteral("broken.json"));
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{ \"name\": ");
        broken.close();
        QSignalSpy chosen(m_window.get(), &MainWindow::deploymentRequested);
        m_window->startPage()->openDeployment(file);
        QCOMPARE(chosen.count(), 0);
        const auto *text = named<QLabel>(m_window->startPage(), QStringLiteral("State of the start"));
        QVERIFY(text->text().contains(QStringLiteral("broken.json")));
    }

private:
    template <class Widget>
    static Widget *named(const QWidget *parent, const QString &accessibleName)
    {
        const auto all = parent->findChildren<Widget *>();
        for (Widget *widget : all) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        return nullptr;
    }

    TopBar *knowingBar() const
    {
        TopBar *bar = m_window->view()->topBar();
        bar->setRegions(regions());
        bar->setNearest(QStringLiteral("gcp-us-east1"));
        bar->setCatalog(catalog());
        return bar;
    }

    static QComboBox *picker(const TopBar *bar, const QString &name)
    {
        return bar->findChild<QComboBox *>(name);
    }

    /// As a user does it with the keyboard.
    static void pick(const TopBar *bar, const QString &name, int row)
    {
        QComboBox *box = picker(bar, name);
        while (box->currentIndex() != row)
            QTest::keyClick(box, box->currentIndex() < row ? Qt::Key_Down : Qt::Key_Up);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<ConsoleSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
