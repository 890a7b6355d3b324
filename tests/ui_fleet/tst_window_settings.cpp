#include "fleet_window.h"
#include "tests/support/patience.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/link_button.h"
#include "ui/window/navigation.h"
#include "ui/window/window_menus.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QShortcut>
#include <QToolButton>

using namespace movr;
using namespace movr::test;
using PageKind = PageTarget::Page;

namespace {

/// What a screen reader cannot name: every control that takes the focus, seen through QAccessible alone.
void collectUnnamed(QAccessibleInterface *face, QStringList &found, QSet<QAccessibleInterface *> &seen,
                    int depth = 0)
{
    if (!face || depth > 40 || seen.contains(face))
        return;
    seen.insert(face);
    const QAccessible::State state = face->state();
    // Cells, headers' sections and list items are texts; their table, which has the focus, is named.
    const bool control = face->object() && face->object()->isWidgetType();
    if (control && state.focusable && !state.invisible && !state.disabled) {
        const QString name = face->text(QAccessible::Name);
        const auto *widget = static_cast<QWidget *>(face->object());
        const bool inner = widget->objectName().startsWith(QStringLiteral("qt_"))
                        || qobject_cast<QLineEdit *>(widget->parentWidget());
        if (!inner && (name.isEmpty() || name.contains(u'&')))
            found.append(QStringLiteral("%1 \"%2\" in %3: name \"%4\"")
                             .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                  widget->parentWidget() ? widget->parentWidget()->objectName() : QString(),
                                  name));
    }
    for (int child = 0; child < face->childCount(); ++child)
        collectUnnamed(face->child(child), found, seen, depth + 1);
}

QStringList unnamed(QWidget *root)
{
    QStringList found;
    QSet<QAccessibleInterface *> seen;
    collectUnnamed(QAccessible::queryAccessibleInterface(root), found, seen);
    return found;
}

QChar mnemonicOf(const QString &text)
{
    const QKeySequence keys = QKeySequence::mnemonic(text);
    return keys.isEmpty() ? QChar() : QChar(char16_t(keys[0].key()));
}

/// Alt and a letter that leads to two places at once.
QStringList sharedMnemonics(const QWidget *window)
{
    QMap<QChar, QStringList> users;
    const auto add = [&users](const QString &text) {
        if (const QChar key = mnemonicOf(text); !key.isNull())
            users[key].append(text);
    };
    const auto all = window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible() || widget->window() != window)
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            add(label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            add(button->text());
        if (const auto *menus = qobject_cast<const QMenuBar *>(widget)) {
            const auto entries = menus->actions();
            for (const QAction *entry : entries)
                if (entry->isVisible())
                    add(entry->text());
        }
    }
    QStringList shared;
    for (const QStringList &texts : std::as_const(users))
        if (texts.size() > 1)
            shared.append(texts.join(QStringLiteral(" / ")));
    return shared;
}

} // namespace

/// What the window remembers, and that it can be used without a mouse and without eyes.
class TestWindowSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QAccessible::setActive(true);
        const QString problem = m_it.startCluster();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        open();
    }

    void cleanupTestCase() { m_it.stop(); }

    void init() { m_it.activate(); }

    void cleanup()
    {
        while (QDialog *open = m_it.dialog())
            open->reject();
    }

    void everyControlHasAName()
    {
        for (const PageKind kind :
             {PageKind::Vehicles, PageKind::Rides, PageKind::Users, PageKind::Activity}) {
            show(kind);
            if (m_it.model()->rowCount() > 0)
                m_it.clickRow(0);
            QCOMPARE(unnamed(&m_it.window()).join(u'\n'), QString());
        }
        m_it.window().peekStartPage(true);
        QCOMPARE(unnamed(&m_it.window()).join(u'\n'), QString());
        m_it.window().peekStartPage(false);
    }

    void everyControlOfEveryDialogHasAName()
    {
        show(PageKind::Vehicles);
        QSet<ConsoleAction> shown;
        const auto openAll = [&] {
            for (const ConsoleAction kind : allConsoleActions()) {
                if (shown.contains(kind) || !m_it.offered(kind) || kind == ConsoleAction::ReturnToService)
                    continue;
                if (QDialog *dialog = m_it.window().openDialog(kind)) {
                    shown.insert(kind);
                    QVERIFY2(!dialog->windowTitle().isEmpty(), qPrintable(ConsoleActions::title(kind)));
                    QCOMPARE(unnamed(dialog).join(u'\n'), QString());
                    QCOMPARE(sharedMnemonics(dialog).join(u'\n'), QString());
                    dialog->reject();
                }
            }
        };
        QVERIFY(m_it.selectWhere<Vehicle>(
            [](const Vehicle &one) { return one.status == VehicleStatus::Available; }));
        openAll();
        QVERIFY(m_it.selectWhere<Vehicle>([](const Vehicle &one) { return one.inRide(); }));
        openAll();
        show(PageKind::Users);
        m_it.clickRow(0);
        openAll();
        QVERIFY2(shown.size() >= 9, qPrintable(QString::number(shown.size())));
        for (QDialog *help : {m_it.window().openAbout(), m_it.window().openShortcuts()}) {
            QCOMPARE(unnamed(help).join(u'\n'), QString());
            help->reject();
        }
    }

    void noKeyLeadsToTwoPlaces()
    {
        QMap<QString, QStringList> keys;
        const auto actions = m_it.window().findChildren<QAction *>();
        for (const QAction *action : actions)
            for (const QKeySequence &sequence : action->shortcuts())
                keys[sequence.toString()].append(action->text());
        const auto shortcuts = m_it.window().findChildren<QShortcut *>();
        for (const QShortcut *shortcut : shortcuts)
            if (shortcut->context() != Qt::WidgetShortcut)
                keys[shortcut->key().toString()].append(shortcut->parent()->objectName());
        for (auto it = keys.cbegin(); it != keys.cend(); ++it)
            QVERIFY2(it.value().size() == 1,
                     qPrintable(QStringLiteral("%1: %2").arg(it.key(), it.value().join(u'/'))));
        QVERIFY(keys.size() > 20);
        for (const PageKind kind :
             {PageKind::Vehicles, PageKind::Rides, PageKind::Users, PageKind::Activity}) {
            show(kind);
            if (m_it.model()->rowCount() > 0)
                m_it.clickRow(0);
            QCOMPARE(sharedMnemonics(&m_it.window()).join(u'\n'), QString());
        }
    }

    void tabReachesEverything()
    {
        show(PageKind::Vehicles);
        m_it.clickRow(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.window().findChild<LinkButton *>(), patience);
        m_it.page()->view()->setFocus();
        QSet<QWidget *> reached;
        for (int step = 0; step < 80; ++step) {
            QTest::keyClick(qApp->focusWidget() ? qApp->focusWidget() : &m_it.window(), Qt::Key_Tab);
            QVERIFY(qApp->focusWidget());
            reached.insert(qApp->focusWidget());
        }
        const auto any = [&reached](const auto &wanted) {
            return std::any_of(reached.cbegin(), reached.cend(), wanted);
        };
        const auto within = [&any](const QWidget *parent) {
            return any([parent](const QWidget *one) { return one == parent || parent->isAncestorOf(one); });
        };
        QVERIFY(within(&m_it.bar()));
        for (const QString &box : {QStringLiteral("regionPicker"), QStringLiteral("cityPicker"),
                                   QStringLiteral("freshnessPicker")})
            QVERIFY2(within(m_it.bar().findChild<QComboBox *>(box)), qPrintable(box));
        QVERIFY(within(m_it.window().view()->findChild<QToolBar *>()));
        QVERIFY(within(m_it.window().view()->findChild<Navigation *>()));
        QVERIFY(within(m_it.page()->findChild<QComboBox *>())); // a filter
        QVERIFY(within(m_it.page()->view()));
        QVERIFY(within(m_it.window().findChild<Inspector *>()));
        // And back again.
        QWidget *before = qApp->focusWidget();
        QTest::keyClick(before, Qt::Key_Tab);
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(qApp->focusWidget(), before);
    }

    void keysAloneActOnARow()
    {
        show(PageKind::Vehicles);
        PagedTableView *view = m_it.page()->view();
        QTest::keyClick(&m_it.window(), Qt::Key_1, Qt::ControlModifier);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(view->selectedRow(), 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
        for (int row = 0; row < m_it.model()->rowCount() && !m_it.offered(ConsoleAction::TakeOutOfService);
             ++row)
            QTest::keyClick(view, Qt::Key_Down);
        QVERIFY2(m_it.offered(ConsoleAction::TakeOutOfService),
                 qPrintable(QStringLiteral("row %1, %2").arg(view->selectedRow()).arg(m_it.state())));
        QTest::keyClick(view, Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.dialog(), patience);
        QVERIFY(QTest::qWaitForWindowActive(m_it.dialog()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.dialog()->isAncestorOf(qApp->focusWidget()), patience);
        QTest::keyClicks(qApp->focusWidget(), QStringLiteral("Flat tyre"));
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
        for (int step = 0; step < 5 && !qobject_cast<QAbstractButton *>(qApp->focusWidget()); ++step)
            QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
        const auto *button = qobject_cast<QAbstractButton *>(qApp->focusWidget());
        QVERIFY2(button && button->text().contains(QStringLiteral("out of service")),
                 qPrintable(button ? button->text() : QStringLiteral("no button has the focus")));
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.dialog(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ReturnToService), patience);
        m_it.activate();
        QTest::keyClick(&m_it.window(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY2_WITH_TIMEOUT(
            m_it.offered(ConsoleAction::TakeOutOfService),
            qPrintable(m_it.messages().text() + u' ' + m_it.receipt() + u' ' + m_it.state()), patience);
        // The context menu by keyboard.
        QTest::keyClick(view, Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<QMenu *>(QApplication::activePopupWidget()), patience);
        const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu->actions().contains(m_it.action(ConsoleAction::StartRide)));
        QVERIFY(!menu->actions().contains(m_it.action(ConsoleAction::EndRide)));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!QApplication::activePopupWidget(), patience);
    }

    void everythingIsAsItWasAtTheNextStart()
    {
        m_it.window().resize(1311, 777);
        QVERIFY(m_it.pickPlace(QStringLiteral("gcp-europe-west1"), QStringLiteral("Rome")));
        show(PageKind::Vehicles);
        auto *type = FleetWindow::named<QComboBox>(m_it.page(), QStringLiteral("Type:"));
        QVERIFY(type);
        QVERIFY(m_it.pick(type, QStringLiteral("Scooter")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
        const int width = m_it.page()->view()->columnWidth(2) + 37;
        m_it.page()->view()->horizontalHeader()->resizeSection(2, width);
        show(PageKind::Users);
        auto *owners = m_it.page()->findChild<QCheckBox *>();
        QTest::mouseClick(owners, Qt::LeftButton, {}, QPoint(8, owners->height() / 2));
        QVERIFY(owners->isChecked());
        QTest::keyClick(&m_it.window(), Qt::Key_F9); // the inspector goes
        QTest::keyClick(&m_it.window(), Qt::Key_U, Qt::ControlModifier);
        QVERIFY(m_it.window().context()->timesInUtc());
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.window().findChild<Inspector *>()->isVisible(), patience);

        m_it.close();
        open();
        QCOMPARE(m_it.window().size(), QSize(1311, 777));
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Users);
        QCOMPARE(m_it.bar().scope().region, QStringLiteral("gcp-europe-west1"));
        QCOMPARE(m_it.bar().city(), QStringLiteral("rome"));
        QVERIFY(m_it.page()->findChild<QCheckBox *>()->isChecked());
        QVERIFY(!m_it.window().findChild<Inspector *>()->isVisible());
        QVERIFY(m_it.window().context()->timesInUtc());
        QTRY_VERIFY_WITH_TIMEOUT(m_it.settled(), patience);
        for (int row = 0; row < m_it.model()->rowCount(); ++row)
            QCOMPARE(m_it.model()->rowId(row).city, QStringLiteral("rome"));
        show(PageKind::Vehicles);
        QCOMPARE(m_it.page()->view()->columnWidth(2), width);
        QCOMPARE(FleetWindow::named<QComboBox>(m_it.page(), QStringLiteral("Type:"))->currentText(),
                 QStringLiteral("Scooter"));
    }

private:
    void open()
    {
        m_it.open();
        QVERIFY(QTest::qWaitForWindowActive(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    }

    void show(PageKind kind)
    {
        m_it.window().showPage(kind);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.settled(), qPrintable(m_it.state()), patience);
    }

    FleetWindow m_it;
};

QTEST_MAIN(TestWindowSettings)
#include "tst_window_settings.moc"
