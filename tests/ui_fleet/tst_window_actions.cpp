#include "fleet_window.h"
#include "models/ride_model.h"
#include "models/user_model.h"
#include "models/vehicle_model.h"
#include "plain_sql.h"
#include "tests/support/patience.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/link_button.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QToolButton>

using namespace movr;
using namespace movr::test;
using namespace std::chrono_literals;
using PageKind = PageTarget::Page;

/// Every transaction from the window, with real clicks and keys, against real servers.
class TestWindowActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_it.startCluster();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_it.open();
        m_it.window().resize(1500, 900);
        QVERIFY(QTest::qWaitForWindowActive(&m_it.window()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
    }

    void cleanupTestCase() { m_it.stop(); }

    void init()
    {
        m_it.window().context()->signOut();
        m_it.messages().dismiss();
        m_it.window().view()->receiptBar()->clear();
        for (const TablePage *page : m_it.window().view()->pages()) {
            if (!page->hasRows())
                continue;
            m_it.window().showPage(page->kind());
            if (auto *clear = FleetWindow::named<QPushButton>(m_it.page(), QStringLiteral("Clear filters")))
                clear->click();
        }
        m_it.window().showPage(PageKind::Vehicles);
        QVERIFY(m_it.pickPlace(QStringLiteral("gcp-us-west1"), QStringLiteral("Seattle")));
        m_it.window().currentPage()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
    }

    void cleanup()
    {
        while (QDialog *open = m_it.dialog())
            open->reject();
    }

    void pickersChooseWhatIsShown()
    {
        QVERIFY(m_it.model()->rowCount() > 10);
        for (int row = 0; row < m_it.model()->rowCount(); ++row)
            QCOMPARE(m_it.model()->rowId(row).city, QStringLiteral("seattle"));
        QVERIFY(m_it.pickPlace(QStringLiteral("gcp-europe-west1"), QStringLiteral("All cities")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QSet<QString> cities;
        for (int row = 0; row < m_it.model()->rowCount(); ++row)
            cities.insert(m_it.model()->rowId(row).city);
        QCOMPARE(cities, QSet<QString>(
                             {QStringLiteral("amsterdam"), QStringLiteral("paris"), QStringLiteral("rome")}));
    }

    void rideStartsAndEnds()
    {
        const Vehicle vehicle = selectIdle();
        QVERIFY(!vehicle.id.isNull());
        QVERIFY(!m_it.offered(ConsoleAction::EndRide));
        QVERIFY(startRideFor(anotherRider()));
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("has started")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Done);
        verifyReceipt(QStringLiteral("Start ride"), QStringLiteral("rides_us_west"));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.selected<Vehicle>().inRide(), patience);
        QCOMPARE(m_it.selected<Vehicle>().id, vehicle.id);
        QCOMPARE(cell(VehicleModel::Status), QStringLiteral("In ride"));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::EndRide), patience);
        QVERIFY(!m_it.offered(ConsoleAction::StartRide));
        QVERIFY(!m_it.offered(ConsoleAction::TakeOutOfService));
        QVERIFY(!m_it.offered(ConsoleAction::RemoveVehicle));
        QVERIFY(!m_it.button(ConsoleAction::StartRide));

        QVERIFY(m_it.press(ConsoleAction::EndRide));
        QVERIFY(fillNote(QStringLiteral("Pike Place Market, 'gate' \"7\" 🚲")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("has ended")),
                                  qPrintable(m_it.messages().text()), patience);
        verifyReceipt(QStringLiteral("End ride"), QStringLiteral("rides_us_west"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.selected<Vehicle>().inRide(), patience);
        QCOMPARE(m_it.selected<Vehicle>().lastLocation, QStringLiteral("Pike Place Market, 'gate' \"7\" 🚲"));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::StartRide), patience);
    }

    void rideIsEndedByForceWithAReason()
    {
        const Vehicle vehicle = selectIdle();
        QVERIFY(startRideFor(anotherRider()));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.selected<Vehicle>().inRide(), patience);
        QVERIFY(m_it.press(ConsoleAction::ForceEndRide));
        QTRY_VERIFY_WITH_TIMEOUT(form(), patience);
        QVERIFY(!form()->acceptButton()->isEnabled());
        QVERIFY(fillNote(QStringLiteral("Rider called: the lock does not close")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("ended by force")),
                                  qPrintable(m_it.messages().text()), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.selected<Vehicle>().inRide(), patience);
        QCOMPARE(m_it.selected<Vehicle>().id, vehicle.id);
    }

    void vehicleLeavesServiceAndReturns()
    {
        QVERIFY(!selectIdle().id.isNull());
        QVERIFY(m_it.press(ConsoleAction::TakeOutOfService));
        QVERIFY(fillNote(QStringLiteral("Brake is loose")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.selected<Vehicle>().outOfService(), patience);
        QVERIFY(m_it.messages().text().contains(QStringLiteral("out of service")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ReturnToService), patience);
        QVERIFY(!m_it.offered(ConsoleAction::StartRide));
        QVERIFY(!m_it.offered(ConsoleAction::TakeOutOfService));
        QVERIFY(m_it.press(ConsoleAction::ReturnToService));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("available again")),
                                 patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_it.selected<Vehicle>().status, VehicleStatus::Available, patience);
    }

    void removalAsksOnceAndNamesTheVehicle()
    {
        const Vehicle vehicle = selectIdle();
        QVERIFY(m_it.press(ConsoleAction::RemoveVehicle));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.dialog(), patience);
        auto *question = qobject_cast<ConfirmDialog *>(m_it.dialog());
        QVERIFY(question);
        const QString text = texts(question);
        QVERIFY2(text.contains(vehicle.brand) && text.contains(QStringLiteral("Seattle")), qPrintable(text));
        QVERIFY(question->cancelButton()->isDefault());
        QTest::keyClick(question, Qt::Key_Return); // the default: nothing happens
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.dialog(), patience);
        QCOMPARE(m_it.selected<Vehicle>().status, VehicleStatus::Available);

        QVERIFY(m_it.press(ConsoleAction::RemoveVehicle));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.dialog(), patience);
        QTest::mouseClick(qobject_cast<ConfirmDialog *>(m_it.dialog())->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("is removed")),
                                  qPrintable(m_it.messages().text()), patience);
        QVERIFY(!m_it.dialog()); // asked once
        QTRY_COMPARE_WITH_TIMEOUT(m_it.model()->rowOf(vehicle.rowId()), -1, patience);
    }

    void userSignsUpRidesAsThemselvesAndIsRemoved()
    {
        signUp();
        if (QTest::currentTestFailed())
            return;
        findUser();
        if (QTest::currentTestFailed())
            return;
        signIn(QStringLiteral("wrong password"));
        QVERIFY(!m_it.window().context()->rider());
        // The form stays with what was typed and says what is wrong; it is mended there.
        QTRY_VERIFY_WITH_TIMEOUT(form() && form()->acceptButton()->isEnabled(), patience);
        const auto labels = form()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("password is wrong"));
        }));
        QCOMPARE(FleetWindow::named<QLineEdit>(form(), QStringLiteral("Username"))->text(), username);
        QVERIFY(m_it.receipt().contains(QStringLiteral("no receipt")));
        type(QStringLiteral("Password"), password);
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.window().context()->rider().has_value(),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.window().context()->rider()->username, username);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_it.bar().findChild<QLabel *>(QStringLiteral("riderChip"))->text().contains(username), patience);

        rideAsTheRider();
        if (QTest::currentTestFailed())
            return;
        QVERIFY(m_it.press(ConsoleAction::SignOut));
        QVERIFY(!m_it.window().context()->rider());
        removeUser();
    }

    void refusalIsAWarningAndLosesNothing()
    {
        const Vehicle vehicle = selectIdle();
        const QString rider = anotherRider();
        QVERIFY(m_it.press(ConsoleAction::StartRide));
        QVERIFY(chooseRider(rider));
        // Somebody else takes the vehicle while the form is open.
        const User thief = userNamed(QStringLiteral("seattle"), 20);
        StartRide theirs;
        theirs.stamp.operatorName = QStringLiteral("somebody else");
        theirs.vehicle = vehicle.rowId();
        theirs.rider = thief.rowId();
        Fleet other(m_it.cluster().deployment());
        other.start();
        QTRY_VERIFY_WITH_TIMEOUT(!other.catalog().isEmpty(), patience);
        const auto taken = await(other.startRide(theirs));
        QVERIFY(taken.ok() && taken->done());

        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_it.messages().text(), sentence(Verdict::VehicleInRide), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Warning);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.selected<Vehicle>().inRide(), patience); // the row tells the truth now
        auto *change = m_it.messages().findChild<QPushButton *>();
        QVERIFY(change->isVisible());
        QTest::mouseClick(change, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(form(), patience); // what was chosen is still there
        QVERIFY(form()->isComplete());
        form()->reject();
        ForceEndRide end;
        end.stamp.operatorName = QStringLiteral("somebody else");
        end.ride = {vehicle.city, theirs.rideId};
        end.reason = QStringLiteral("clean up");
        QVERIFY(await(other.forceEndRide(end)).ok());
    }

    void linksLeadFromRowToRow()
    {
        m_it.window().showPage(PageKind::Rides);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QVERIFY(m_it.selectWhere<Ride>([&](const Ride &ride) { return !ride.riderUsername.isNull(); }));
        const Ride ride = m_it.selected<Ride>();
        QTRY_VERIFY_WITH_TIMEOUT(followLink(ride.riderUsername), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_it.window().currentPage()->kind(), PageKind::Users, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() == 1, patience);
        m_it.clickRow(0);
        QCOMPARE(m_it.selected<User>().id, ride.riderId);

        QVERIFY(m_it.press(ConsoleAction::ShowRides));
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Rides);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowOf(ride.rowId()) >= 0, patience);
        const auto *rides = static_cast<RideModel *>(m_it.model());
        for (int row = 0; row < rides->rowCount(); ++row)
            QCOMPARE(rides->row(row).riderId, ride.riderId);

        m_it.window().showPage(PageKind::Vehicles);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        const Vehicle vehicle = selectIdle();
        QVERIFY(m_it.press(ConsoleAction::ShowOwner));
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Users);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() == 1, patience);
        QCOMPARE(m_it.model()->rowId(0).id, vehicle.ownerId);
        QCOMPARE(m_it.bar().city(), vehicle.city);
    }

    void activityShowsWhatWasDoneNewestFirst()
    {
        QVERIFY(!selectIdle().id.isNull());
        const Vehicle vehicle = m_it.selected<Vehicle>();
        QVERIFY(m_it.press(ConsoleAction::TakeOutOfService));
        QVERIFY(fillNote(QStringLiteral("Seen in the activity")));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ReturnToService), patience);
        QVERIFY(m_it.press(ConsoleAction::ReturnToService));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("available again")),
                                 patience);

        m_it.activate();
        QTest::keyClick(&m_it.window(), Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(m_it.window().currentPage()->kind(), PageKind::Activity);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QDateTime former;
        QStringList ours;
        for (int row = 0; row < m_it.model()->rowCount(); ++row) {
            m_it.clickRow(row);
            const auto action = m_it.selected<OperatorAction>();
            QVERIFY(!former.isValid() || action.actedAt <= former);
            former = action.actedAt;
            if (action.subjectId == vehicle.id)
                ours.append(action.action);
        }
        QVERIFY2(ours.size() >= 2, qPrintable(ours.join(u',')));
        QCOMPARE(ours.at(0), QStringLiteral("return_to_service"));
        QCOMPARE(ours.at(1), QStringLiteral("take_out_of_service"));
    }

    void retryAfterALostReplyIsTheSameRequest()
    {
        const Vehicle vehicle = selectIdle();
        const QString rider = anotherRider();
        QVERIFY(m_it.press(ConsoleAction::StartRide));
        QVERIFY(chooseRider(rider));
        // The server does its work, its reply never arrives, and then the region is out of reach.
        RelayHub &relays = m_it.cluster().relays();
        const RelayId link = m_it.cluster().deskRelay(QStringLiteral("gcp-us-west1"));
        // As slow a link as leaves half a second between the commit, that is waited for, and its reply.
        PlainSql direct(directTo(QStringLiteral("gcp-us-west1")));
        const QString ride = QStringLiteral("SELECT id FROM rides WHERE vehicle_id = %1 AND end_time IS NULL")
                                 .arg(PlainSql::quoted(vehicle.id));
        relays.setRoundTrip(link, 1s);
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QVERIFY(loopUntil([&] { return !direct.run(ride).isEmpty(); }, 10s));
        relays.setRefuse(link, true);
        relays.setRoundTrip(link, 64ms);
        QTRY_COMPARE_WITH_TIMEOUT(m_it.messages().kind(), Message::Kind::Error, patience);
        QVERIFY2(m_it.messages().text().contains(QStringLiteral("US West")),
                 qPrintable(m_it.messages().text()));
        auto *retry = m_it.messages().findChild<QPushButton *>();
        QCOMPARE(retry->text(), QStringLiteral("Retry"));
        relays.setRefuse(link, false);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.allUp(), patience);
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("has started")),
                                  qPrintable(m_it.messages().text()), patience);
        QCOMPARE(m_it.messages().kind(), Message::Kind::Done);
        const auto trace = m_it.messages().findChildren<QLabel *>();
        QVERIFY(std::any_of(trace.cbegin(), trace.cend(), [](const QLabel *label) {
            return label->toolTip() == QStringLiteral("An earlier attempt had done it already.");
        }));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_it.selectWhere<Vehicle>([&](const Vehicle &one) { return one.id == vehicle.id; }), patience);
        QVERIFY(m_it.selected<Vehicle>().inRide());
        QTRY_VERIFY_WITH_TIMEOUT(m_it.offered(ConsoleAction::ForceEndRide), patience);
        QVERIFY(m_it.press(ConsoleAction::ForceEndRide));
        QVERIFY(fillNote(QStringLiteral("clean up")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_it.selected<Vehicle>().inRide(), patience);
    }

private:
    QString directTo(const QString &region)
    {
        const auto endpoints = m_it.cluster().endpoints();
        const auto found =
            std::find_if(endpoints.cbegin(), endpoints.cend(),
                         [&region](const auto &endpoint) { return endpoint.region == region; });
        return found == endpoints.cend() ? QString() : found->direct;
    }

    FormDialog *form() { return qobject_cast<FormDialog *>(m_it.dialog()); }

    QString cell(int column)
    {
        return m_it.model()->index(m_it.page()->view()->selectedRow(), column).data().toString();
    }

    static QString texts(const QWidget *widget)
    {
        QStringList all;
        const auto labels = widget->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            all.append(label->text());
        return all.join(u'\n');
    }

    void verifyReceipt(const QString &action, const QString &partition)
    {
        const QRegularExpression wanted(
            QStringLiteral(
                "^%1 - ([\\d.,]+) ms = ([\\d.,]+) network \\+ ([\\d.,]+) database \\+ ([\\d.,]+) console "
                "- US West, partition %2, 1 round trip$")
                .arg(action, partition));
        const auto match = wanted.match(m_it.receipt());
        QVERIFY2(match.hasMatch(), qPrintable(m_it.receipt()));
        const double total = match.captured(1).toDouble();
        QVERIFY(total > 50); // the link alone takes that
        const double sum =
            match.captured(2).toDouble() + match.captured(3).toDouble() + match.captured(4).toDouble();
        QVERIFY2(qAbs(total - sum) < 0.05, qPrintable(m_it.receipt()));
    }

    Vehicle selectIdle()
    {
        m_it.selectWhere<Vehicle>([](const Vehicle &vehicle) {
            return vehicle.status == VehicleStatus::Available && !vehicle.inRide();
        });
        const auto vehicle = m_it.selected<Vehicle>();
        const auto settled = [this] { return m_it.offered(ConsoleAction::StartRide); };
        return QTest::qWaitFor(settled, 5'000) ? vehicle : Vehicle{};
    }

    User userNamed(const QString &city, int index)
    {
        UserQuery query;
        query.order = Qt::AscendingOrder;
        const auto page = await(m_it.fleet().users(QStringLiteral("test"), {{}, city, {}}, query));
        return page.ok() && index < page->rows.size() ? page->rows.at(index) : User{};
    }

    /// A rider of Seattle who is not riding: each call another one.
    QString anotherRider()
    {
        RideQuery active;
        active.filter.active = true;
        const auto rides =
            await(m_it.fleet().rides(QStringLiteral("test"), {{}, QStringLiteral("seattle"), {}}, active));
        for (;;) {
            const User user = userNamed(QStringLiteral("seattle"), m_nextRider++);
            if (user.id.isNull() || !rides.ok())
                return {};
            const bool busy = std::any_of(rides->rows.cbegin(), rides->rows.cend(),
                                          [&](const Ride &ride) { return ride.riderId == user.id; });
            if (!busy)
                return user.username;
        }
    }

    /// In the open form: types the name, waits for the match, takes it.
    bool chooseRider(const QString &rider)
    {
        if (!QTest::qWaitFor([this] { return form() != nullptr; }, 5'000))
            return false;
        auto *search = FleetWindow::named<QLineEdit>(form(), QStringLiteral("Find the rider by name"));
        auto *matches = form()->findChild<QListWidget *>(QStringLiteral("matches"));
        if (!search || !matches)
            return false;
        QTest::keyClicks(search, rider);
        const auto found = [&] {
            return matches->count() > 0 && matches->item(0)->text().startsWith(rider) && matches->count() < 5;
        };
        if (!QTest::qWaitFor(found, 5'000))
            return false;
        QTest::keyClick(search, Qt::Key_Down);
        return form()->isComplete() && form()->acceptButton()->isEnabled();
    }

    bool startRideFor(const QString &rider)
    {
        if (rider.isEmpty() || !m_it.press(ConsoleAction::StartRide) || !chooseRider(rider))
            return false;
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        return true;
    }

    /// In the open form of one text: types it and accepts.
    bool fillNote(const QString &text)
    {
        if (!QTest::qWaitFor([this] { return form() != nullptr; }, 5'000))
            return false;
        auto *edit = form()->findChild<QPlainTextEdit *>();
        edit->setFocus();
        edit->selectAll();
        edit->insertPlainText(text);
        QTest::keyClick(edit, Qt::Key_Space);
        if (!form()->acceptButton()->isEnabled())
            return false;
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        return true;
    }

    void type(const QString &field, const QString &text)
    {
        auto *line = FleetWindow::named<QLineEdit>(form(), field);
        QVERIFY2(line, qPrintable(field));
        line->clear();
        QTest::keyClicks(line, text);
    }

    void signUp()
    {
        m_it.window().showPage(PageKind::Users);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QVERIFY(m_it.press(ConsoleAction::SignUp));
        QTRY_VERIFY_WITH_TIMEOUT(form(), patience);
        QVERIFY(!form()->acceptButton()->isEnabled());
        type(QStringLiteral("First name"), QStringLiteral("Zoe"));
        type(QStringLiteral("Last name"), QStringLiteral("Zzyzx-O'Hara"));
        type(QStringLiteral("E-mail address"), QStringLiteral("zoe@example.org"));
        type(QStringLiteral("Username"), username);
        type(QStringLiteral("Password"), password);
        type(QStringLiteral("Password again"), QStringLiteral("something else"));
        QVERIFY(!form()->acceptButton()->isEnabled());
        type(QStringLiteral("Password again"), password);
        QVERIFY2(form()->acceptButton()->isEnabled(), qPrintable(form()->obstacle()));
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("is registered")),
                                  qPrintable(m_it.messages().text()), patience);
    }

    void findUser()
    {
        auto *name = FleetWindow::named<QLineEdit>(m_it.page(), QStringLiteral("Name:"));
        if (!name)
            name = m_it.page()->findChild<QLineEdit *>();
        QVERIFY(name);
        QTest::keyClicks(name, QStringLiteral("Zzyz"));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() == 1, patience);
        m_it.clickRow(0);
        QCOMPARE(m_it.selected<User>().username, username);
    }

    void signIn(const QString &word)
    {
        QVERIFY(m_it.press(ConsoleAction::SignInRider));
        QTRY_VERIFY_WITH_TIMEOUT(form(), patience);
        type(QStringLiteral("Username"), username);
        type(QStringLiteral("Password"), word);
        m_it.messages().dismiss();
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            !m_it.messages().text().isEmpty() || (form() && form()->acceptButton()->isEnabled()), patience);
    }

    void rideAsTheRider()
    {
        m_it.window().showPage(PageKind::Vehicles);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QVERIFY(!selectIdle().id.isNull());
        QVERIFY(m_it.press(ConsoleAction::StartRide));
        QTRY_VERIFY_WITH_TIMEOUT(form(), patience);
        QVERIFY2(form()->acceptButton()->isEnabled(),
                 qPrintable(form()->obstacle())); // the rider is proposed
        QTest::mouseClick(form()->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.selected<Vehicle>().inRide(), qPrintable(m_it.messages().text()),
                                  patience);
        QVERIFY(m_it.press(ConsoleAction::ShowRides));
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready(), patience);
        QVERIFY(m_it.selectWhere<Ride>([](const Ride &ride) { return ride.active(); }));
        QCOMPARE(m_it.selected<Ride>().riderUsername, username);
        QVERIFY(m_it.press(ConsoleAction::EndRide));
        QVERIFY(fillNote(QStringLiteral("Space Needle")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("has ended")),
                                  qPrintable(m_it.messages().text()), patience);
    }

    void removeUser()
    {
        m_it.window().showPage(PageKind::Users);
        QTRY_VERIFY_WITH_TIMEOUT(m_it.ready() && m_it.model()->rowCount() == 1, patience);
        m_it.clickRow(0);
        QVERIFY(m_it.press(ConsoleAction::RemoveUser));
        QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<ConfirmDialog *>(m_it.dialog()), patience);
        QVERIFY(texts(m_it.dialog()).contains(username));
        QTest::mouseClick(qobject_cast<ConfirmDialog *>(m_it.dialog())->acceptButton(), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(m_it.messages().text().contains(QStringLiteral("is removed")),
                                  qPrintable(m_it.messages().text()), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_it.model()->rowCount(), 0, patience);
    }

    bool followLink(const QString &text)
    {
        const auto links = m_it.window().findChildren<LinkButton *>();
        for (LinkButton *link : links) {
            if (link->isVisible() && link->text().contains(text)) {
                QTest::mouseClick(link, Qt::LeftButton);
                return true;
            }
        }
        return false;
    }

    const QString username = QStringLiteral("zoe_zzyzx");
    const QString password = QStringLiteral("correct horse battery");
    FleetWindow m_it;
    int m_nextRider = 0;
};

QTEST_MAIN(TestWindowActions)
#include "tst_window_actions.moc"
