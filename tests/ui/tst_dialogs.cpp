#include "ui/console_context.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/add_vehicle_dialog.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/end_ride_dialog.h"
#include "ui/dialogs/reason_dialog.h"
#include "ui/dialogs/sign_in_dialog.h"
#include "ui/dialogs/sign_up_dialog.h"
#include "ui/dialogs/start_ride_dialog.h"
#include "ui/dialogs/user_picker.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace movr;

namespace {

template <class Widget>
Widget *named(const QWidget *parent, const QString &accessibleName)
{
    const auto all = parent->findChildren<Widget *>();
    for (Widget *widget : all) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

Vehicle bike()
{
    Vehicle vehicle;
    vehicle.id = QUuid::createUuid();
    vehicle.city = QStringLiteral("rome");
    vehicle.brand = QStringLiteral("Kona");
    vehicle.lastLocation = QStringLiteral("Via Appia 1");
    return vehicle;
}

User ada()
{
    User user;
    user.id = QUuid::createUuid();
    user.city = QStringLiteral("rome");
    user.firstName = QStringLiteral("Ada");
    user.lastName = QStringLiteral("Lovelace");
    user.username = QStringLiteral("ada");
    return user;
}

/// Focusable widgets that a screen reader would have no name for.
QStringList nameless(const QWidget *root)
{
    QStringList names;
    const auto all = root->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        const bool editButton =
            qobject_cast<QToolButton *>(widget) && qobject_cast<QLineEdit *>(widget->parentWidget());
        const bool inner = widget->objectName().startsWith(QStringLiteral("qt_"))
                        || (qobject_cast<QLineEdit *>(widget->parentWidget()) && !editButton)
                        || qobject_cast<QComboBox *>(widget->parentWidget());
        if (inner || widget->isWindow() || !(widget->focusPolicy() & Qt::TabFocus || editButton)
            || !widget->isVisibleTo(root))
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).isEmpty())
            names.append(QString::fromLatin1(widget->metaObject()->className()));
    }
    return names;
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_context = std::make_unique<ConsoleContext>();
        m_dialog.reset();
    }

    void tabPassesAButtonThatIsOff()
    {
        auto *dialog = open(new SignInDialog(m_context.get(), {}, {}));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        auto *first = named<QLineEdit>(dialog, QStringLiteral("Username"));
        QVERIFY(first);
        first->setFocus();
        QStringList reached;
        for (int step = 0; step < 20 && (step == 0 || dialog->focusWidget() != first); ++step) {
            reached.append(dialog->focusWidget()->accessibleName());
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(reached.contains(QStringLiteral("Cancel")), qPrintable(reached.join(u'|')));
        QCOMPARE(dialog->focusWidget(), first);
    }

    void signUpValidatesAsOneTypes()
    {
        auto *dialog = open(new SignUpDialog(m_context.get(), {}));
        dialog->findChild<QComboBox *>()->addItem(QStringLiteral("Rome"), QStringLiteral("rome"));
        dialog->findChild<QComboBox *>()->setCurrentIndex(0);
        type(dialog, QStringLiteral("First name"), QStringLiteral("Ada"));
        type(dialog, QStringLiteral("Last name"), QStringLiteral("O'Love\"lace"));
        type(dialog, QStringLiteral("E-mail address"), QStringLiteral("ada@example"));
        QVERIFY(shows(dialog, QStringLiteral("The e-mail address looks like name@example.com.")));
        type(dialog, QStringLiteral("E-mail address"), QStringLiteral(".com"));
        QVERIFY(!shows(dialog, QStringLiteral("The e-mail address looks like name@example.com.")));
        type(dialog, QStringLiteral("Username"), QStringLiteral("ada"));
        type(dialog, QStringLiteral("Password"), QStringLiteral("correct horse"));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QCOMPARE(dialog->obstacle(), QStringLiteral("The two passwords differ."));
        type(dialog, QStringLiteral("Password again"), QStringLiteral("correct horse"));
        QVERIFY(dialog->acceptButton()->isEnabled());

        QSignalSpy accepted(dialog, &QDialog::accepted);
        QTest::keyClick(named<QLineEdit>(dialog, QStringLiteral("Password again")), Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        RequestStamp stamp;
        stamp.operatorName = QStringLiteral("dana");
        const SignUp request = dialog->request(stamp);
        QCOMPARE(request.stamp.requestId, stamp.requestId);
        QCOMPARE(request.city, QStringLiteral("rome"));
        QCOMPARE(request.lastName, QStringLiteral("O'Love\"lace"));
        QCOMPARE(request.email, QStringLiteral("ada@example.com"));
        QCOMPARE(request.username, QStringLiteral("ada"));
        QCOMPARE(request.password, QStringLiteral("correct horse"));
    }

    void nothingIsBlamedBeforeItIsTouched()
    {
        auto *dialog = open(new SignInDialog(m_context.get(), {}, {}));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY(!dialog->acceptButton()->toolTip().isEmpty());
        QCOMPARE(dialog->acceptButton()->toolTip(), dialog->obstacle());
        QVERIFY(!shows(dialog, QStringLiteral("The username is needed.")));
        type(dialog, QStringLiteral("Username"), QStringLiteral("a"));
        QVERIFY(shows(dialog, QStringLiteral("The username needs at least 3 characters.")));
    }

    void returnDoesNotAcceptAnIncompleteForm()
    {
        auto *dialog = open(new SignInDialog(m_context.get(), {}, {}));
        QSignalSpy accepted(dialog, &QDialog::accepted);
        QTest::keyClick(dialog, Qt::Key_Return);
        static_cast<QDialog *>(dialog)->accept();
        QCOMPARE(accepted.count(), 0);
        QVERIFY(dialog->isVisible());
    }

    void aRefusedSignInKeepsWhatWasTyped()
    {
        auto *dialog = new SignInDialog(m_context.get(), {}, {});
        open(dialog);
        auto *city = named<QComboBox>(dialog, QStringLiteral("City"));
        city->addItem(QStringLiteral("Rome"), QStringLiteral("rome"));
        type(dialog, QStringLiteral("Username"), QStringLiteral("ada"));
        type(dialog, QStringLiteral("Password"), QStringLiteral("not this one"));
        QSignalSpy submitted(dialog, &SignInDialog::submitted);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QVERIFY(dialog->isVisible());
        QVERIFY(!dialog->acceptButton()->isEnabled()); // once is enough
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        dialog->refuse(QStringLiteral("That was not it."));
        QVERIFY(shows(dialog, QStringLiteral("That was not it.")));
        QCOMPARE(named<QLineEdit>(dialog, QStringLiteral("Username"))->text(), QStringLiteral("ada"));
        QVERIFY(dialog->acceptButton()->isEnabled());
        // The password is there to be typed over.
        auto *password = named<QLineEdit>(dialog, QStringLiteral("Password"));
        QVERIFY(password->hasSelectedText());
        QTest::keyClicks(password, QStringLiteral("this one here"));
        QVERIFY(!shows(dialog, QStringLiteral("That was not it.")));
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(submitted.count(), 2);
        QCOMPARE(dialog->request().password, QStringLiteral("this one here"));
        QSignalSpy accepted(dialog, &QDialog::accepted);
        dialog->succeed();
        QCOMPARE(accepted.count(), 1);
    }

    void passwordsAreHidden()
    {
        auto *dialog = open(new SignUpDialog(m_context.get(), {}));
        for (const QString &name : {QStringLiteral("Password"), QStringLiteral("Password again")})
            QCOMPARE(named<QLineEdit>(dialog, name)->echoMode(), QLineEdit::Password);
    }

    void reasonTakesAnyTextOfItsLength()
    {
        auto *dialog =
            open(new ReasonDialog(QStringLiteral("T"), QStringLiteral("I"), QStringLiteral("&Do"), {}));
        auto *edit = named<QPlainTextEdit>(dialog, QStringLiteral("Reason"));
        QVERIFY(edit->hasFocus());
        edit->setPlainText(QString(10'000, u'x'));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY(shows(dialog,
                      QStringLiteral("The reason can have 500 characters at most; this text has 10000.")));
        edit->setPlainText(QStringLiteral(" flat 'tyre'\n\U0001F6B2 "));
        QVERIFY(dialog->acceptButton()->isEnabled());
        QCOMPARE(dialog->note(), QStringLiteral("flat 'tyre'\n\U0001F6B2"));
        // Tab leaves the box instead of writing into it.
        QTest::keyClick(edit, Qt::Key_Tab);
        QVERIFY(!edit->hasFocus());
    }

    void endRideNamesTheRide()
    {
        auto *dialog = open(new EndRideDialog(QStringLiteral("ride of ada"), true));
        QVERIFY(shows(dialog, QStringLiteral("The ride of ada ends now, as the signed-in rider's own.")));
    }

    void startRideProposesTheSignedInRider()
    {
        const User rider = ada();
        m_context->signIn(rider);
        const Vehicle vehicle = bike();
        auto *dialog = open(new StartRideDialog(m_context.get(), vehicle));
        QCOMPARE(dialog->findChild<UserPicker *>()->chosen(), std::optional(rider));
        const StartRide request = dialog->request({});
        QCOMPARE(request.rider, rider.rowId());
        QCOMPARE(request.vehicle, vehicle.rowId());
        // Looking for somebody else gives the proposal up.
        QTest::keyClicks(dialog->findChild<UserPicker *>()->searchLine(), QStringLiteral("bob"));
        QVERIFY(!dialog->acceptButton()->isEnabled() || dialog->request({}).rider == rider.rowId());
    }

    void startRideNeedsARider()
    {
        auto *dialog = open(new StartRideDialog(m_context.get(), bike()));
        QVERIFY(!dialog->acceptButton()->isEnabled());
        QVERIFY(!dialog->obstacle().isEmpty());
    }

    void confirmingIsNotTheDefault()
    {
        auto *dialog =
            open(new ConfirmDialog(QStringLiteral("Remove user"), QStringLiteral("Remove the user ada?"),
                                   QStringLiteral("For good."), QStringLiteral("&Remove user"), {}));
        QVERIFY(dialog->cancelButton()->isDefault());
        QVERIFY(!dialog->acceptButton()->isDefault());
        QVERIFY(shows(dialog, QStringLiteral("Remove the user ada?")));
        QSignalSpy rejected(dialog, &QDialog::rejected);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(rejected.count(), 1);
    }

    void escapeCancels()
    {
        auto *dialog = open(new SignUpDialog(m_context.get(), {}));
        QSignalSpy rejected(dialog, &QDialog::rejected);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(rejected.count(), 1);
    }

    void everyControlHasAName_data()
    {
        QTest::addColumn<int>("which");
        const QStringList dialogs{
            QStringLiteral("sign up"),    QStringLiteral("sign in"),  QStringLiteral("add vehicle"),
            QStringLiteral("start ride"), QStringLiteral("end ride"), QStringLiteral("reason"),
            QStringLiteral("confirm"),    QStringLiteral("about"),    QStringLiteral("shortcuts")};
        for (int i = 0; i < dialogs.size(); ++i)
            QTest::addRow("%s", qPrintable(dialogs.at(i))) << i;
    }

    void everyControlHasAName()
    {
        QFETCH(int, which);
        QAction action(QStringLiteral("&Refresh"));
        action.setShortcut(Qt::Key_F5);
        const std::array<std::function<QDialog *()>, 9> makers{
            [this] { return new SignUpDialog(m_context.get(), {}); },
            [this] { return new SignInDialog(m_context.get(), {}, {}); },
            [this] { return new AddVehicleDialog(m_context.get(), {}, ada()); },
            [this] { return new StartRideDialog(m_context.get(), bike()); },
            [] { return new EndRideDialog(QStringLiteral("ride"), false); },
            [] {
                return new ReasonDialog(QStringLiteral("T"), QStringLiteral("I"), QStringLiteral("&Do"), {});
            },
            [] {
                return new ConfirmDialog(QStringLiteral("T"), QStringLiteral("Q?"), {}, QStringLiteral("&Do"),
                                         {});
            },
            [] { return new AboutDialog; },
            [&] { return new ShortcutsDialog({&action}); },
        };
        QDialog *dialog = open(makers.at(static_cast<std::size_t>(which))());
        QVERIFY(!dialog->windowTitle().isEmpty());
        QCOMPARE(dialog->windowModality(), Qt::WindowModal);
        QCOMPARE(nameless(dialog), QStringList());
    }

private:
    template <class Dialog>
    Dialog *open(Dialog *dialog)
    {
        m_dialog.reset(dialog);
        dialog->open();
        if (!QTest::qWaitForWindowActive(dialog))
            QTest::qFail("The dialog does not become active.", __FILE__, __LINE__);
        return dialog;
    }

    static void type(const QWidget *dialog, const QString &field, const QString &text)
    {
        auto *edit = named<QLineEdit>(dialog, field);
        QVERIFY2(edit, qPrintable(field));
        QTest::keyClicks(edit, text);
    }

    static bool shows(const QWidget *dialog, const QString &text)
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }

    std::unique_ptr<ConsoleContext> m_context;
    std::unique_ptr<QDialog> m_dialog;
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
