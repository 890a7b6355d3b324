#include "ui/window/message_bar.h"

#include <QAccessible>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace movr;
using namespace std::chrono_literals;
using Kind = Message::Kind;

namespace {

QList<QString> alerts; // filled by the accessibility bridge's hook below

void noteAlert(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Alert)
        alerts.append(event->accessibleInterface()->text(QAccessible::Description));
}

Message message(Kind kind, const QString &text)
{
    return {kind, text, {}, {}, {}};
}

} // namespace

class TestMessageBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_bar = new MessageBar(m_window.get());
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_bar);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void isHiddenWithoutAMessage()
    {
        QVERIFY(!m_bar->isVisible());
        QVERIFY(m_bar->text().isEmpty());
    }

    void newerMessageReplacesOlder()
    {
        m_bar->show(message(Kind::Error, QStringLiteral("One.")));
        m_bar->show(message(Kind::Done, QStringLiteral("Two.")));
        QCOMPARE(m_bar->text(), QStringLiteral("Two."));
        QCOMPARE(m_bar->kind(), Kind::Done);
    }

    void errorsStayAndOutcomesLeave()
    {
        m_bar->show(message(Kind::Done, QStringLiteral("Done.")));
        QVERIFY(m_bar->remaining() > 0ms);
        // The outcome's timer must not end the error that replaced it.
        m_bar->show(message(Kind::Error, QStringLiteral("Failed.")));
        QVERIFY(m_bar->remaining() < 0ms);
        QVERIFY(MessageBar::stay(Kind::Warning) > MessageBar::stay(Kind::Done));
        Message warning = message(Kind::Warning, QStringLiteral("Something was left."));
        warning.stays = true;
        m_bar->show(warning);
        QVERIFY(m_bar->remaining() < 0ms);
    }

    void whatWaitsIsNotMissed()
    {
        Message alert = message(Kind::Warning, QStringLiteral("p95 is above the line."));
        alert.waits = true;
        m_bar->show(alert);
        m_bar->show(message(Kind::Done, QStringLiteral("The ride has started.")));
        QCOMPARE(m_bar->text(), QStringLiteral("The ride has started."));
        m_bar->dismiss();
        QCOMPARE(m_bar->text(), alert.text);
        m_bar->dismiss();
        QVERIFY(!m_bar->isVisible());
        // An error is not pushed away by what nobody asked for.
        m_bar->show(message(Kind::Error, QStringLiteral("Failed.")));
        m_bar->show(alert);
        QCOMPARE(m_bar->text(), QStringLiteral("Failed."));
        m_bar->dismiss();
        QCOMPARE(m_bar->text(), alert.text);
        // An error that comes later is what counts.
        m_bar->show(message(Kind::Error, QStringLiteral("Failed again.")));
        m_bar->dismiss();
        QVERIFY(!m_bar->isVisible());
    }

    void escapeDismisses()
    {
        QSignalSpy dismissed(m_bar, &MessageBar::dismissed);
        m_bar->show(message(Kind::Error, QStringLiteral("Failed.")));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(!m_bar->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
    }

    void closeButtonDismisses()
    {
        m_bar->show(message(Kind::Error, QStringLiteral("Failed.")));
        QTest::mouseClick(m_bar->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(!m_bar->isVisible());
    }

    void actionRunsOnceAndMayShowAnother()
    {
        int runs = 0;
        Message retry = message(Kind::Error, QStringLiteral("Failed."));
        retry.actionText = QStringLiteral("Retry");
        retry.action = [&] {
            ++runs;
            m_bar->show(message(Kind::Done, QStringLiteral("Done.")));
        };
        m_bar->show(retry);
        auto *button = m_bar->findChild<QPushButton *>();
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(runs, 1);
        QCOMPARE(m_bar->text(), QStringLiteral("Done."));
        QVERIFY(!button->isVisible());
    }

    void retryOnlyWhereItHelps()
    {
        Failure failure;
        failure.sentence = QStringLiteral("No.");
        QVERIFY(Message::error(failure, QStringLiteral("Retry"), [] {}).actionText.isEmpty());
        failure.retryable = true;
        QCOMPARE(Message::error(failure, QStringLiteral("Retry"), [] {}).actionText, QStringLiteral("Retry"));
    }

    void screenReadersAreAlerted()
    {
        QAccessible::setActive(true);
        alerts.clear();
        const auto former = QAccessible::installUpdateHandler(noteAlert);
        m_bar->show(message(Kind::Error, QStringLiteral("Failed.")));
        QAccessible::installUpdateHandler(former);
        QCOMPARE(m_bar->accessibleDescription(), QStringLiteral("Failed."));
        if (!QAccessible::isActive())
            QSKIP("This platform has no accessibility bridge to alert.");
        QVERIFY(alerts.contains(QStringLiteral("Failed.")));
    }

private:
    std::unique_ptr<QWidget> m_window;
    MessageBar *m_bar = nullptr;
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
