#include "models/alerts/alert_line_model.h"
#include "ui/alerts/alert_center.h"
#include "ui/alerts/alert_lines_dialog.h"
#include "ui/alerts/alert_notifier.h"
#include "ui/console_context.h"
#include "ui/settings/console_settings.h"
#include "ui/tables/empty_face.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace movr;
using namespace std::chrono_literals;

/// Adding, changing and removing alert lines by hand; they are kept in the settings.
class TestAlertLinesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        AlertChoices choices;
        choices.regions = {QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1")};
        choices.statements = {QStringLiteral("transactions/start_ride"), QStringLiteral("probe/pulse")};
        m_dialog = std::make_unique<AlertLinesDialog>(QList<AlertLine>(), choices);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void cleanup() { m_dialog.reset(); }

    void addedAsTyped()
    {
        QSignalSpy changed(m_dialog.get(), &AlertLinesDialog::linesChanged);
        const auto *none = m_dialog->findChild<EmptyFace *>();
        QVERIFY(none && none->isVisible() && none->headline().contains(QStringLiteral("No alert lines")));
        QVERIFY(!button("Change the selected alert line")->isEnabled());
        AlertLineDialog *form = open("Add an alert line");
        QVERIFY(form);
        auto *threshold = form->findChild<QLineEdit *>();
        QVERIFY(form->isComplete()); // 250 ms for a minute, as it stands
        threshold->clear();
        QTest::keyClicks(threshold, QStringLiteral("soon"));
        QVERIFY(!form->acceptButton()->isEnabled());
        QVERIFY2(form->obstacle().contains(QStringLiteral("whole number")), qPrintable(form->obstacle()));
        threshold->clear();
        QTest::keyClicks(threshold, QStringLiteral("120"));
        pick(form, QStringLiteral("Region"), QStringLiteral("gcp-us-west1"));
        pick(form, QStringLiteral("Statement"), QStringLiteral("Start ride"));
        QTest::keyClick(threshold, Qt::Key_Return);
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY2(none->isHidden(), "there is one now");
        const AlertLine line = m_dialog->model()->lines().first();
        QCOMPARE(line.region, QStringLiteral("gcp-us-west1"));
        QCOMPARE(line.statement, QStringLiteral("transactions/start_ride"));
        QCOMPARE(line.threshold, 120ms);
        QCOMPARE(line.span, 60s);
        QCOMPARE(m_dialog->table()->currentIndex().row(), 0);
    }

    void changedRemovedAndSwitchedOff()
    {
        const AlertLine line;
        m_dialog->model()->append(line);
        m_dialog->table()->selectRow(0);
        AlertLineDialog *form = open("Change the selected alert line");
        QVERIFY(form);
        pick(form, QStringLiteral("For"), QStringLiteral("5 min"));
        QTest::mouseClick(form->acceptButton(), Qt::LeftButton);
        QTRY_COMPARE(m_dialog->model()->lines().first().span, 300s);
        QCOMPARE(m_dialog->model()->lines().first().id, line.id);
        m_dialog->table()->setFocus();
        QTest::keyClick(m_dialog->table(), Qt::Key_Space);
        QVERIFY(!m_dialog->model()->lines().first().enabled);
        QTest::keyClick(m_dialog->table(), Qt::Key_Delete);
        QCOMPARE(m_dialog->model()->rowCount(), 0);
        QVERIFY(!button("Remove the selected alert line")->isEnabled());
    }

    void cancelChangesNothing()
    {
        AlertLineDialog *form = open("Add an alert line");
        QVERIFY(form);
        QTest::keyClick(form, Qt::Key_Escape);
        QCOMPARE(m_dialog->model()->rowCount(), 0);
    }

    void settingsKeepThem()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("settings.ini"));
        const auto keptLines = [&file] {
            const ConsoleSettings settings(file);
            return alertLinesFromSettings(settings.alertLines());
        };
        QWidget window;
        ConsoleContext context;
        AlertLine line;
        line.threshold = 77ms;
        {
            ConsoleSettings settings(file);
            AlertCenter center(&context, &settings, &window);
            AlertLinesDialog *dialog = center.open();
            QCOMPARE(center.open(), dialog); // there once
            dialog->model()->append(line);
            QCOMPARE(center.watch()->lines().size(), 1);
        }
        QCOMPARE(keptLines(), QList<AlertLine>{line});
    }

private:
    QPushButton *button(const char *name) const
    {
        const auto all = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *one : all)
            if (one->accessibleName() == QLatin1String(name))
                return one;
        return nullptr;
    }
    AlertLineDialog *open(const char *name) const
    {
        QTest::mouseClick(button(name), Qt::LeftButton);
        return m_dialog->findChild<AlertLineDialog *>();
    }
    static void pick(const QWidget *form, const QString &name, const QString &text)
    {
        const auto boxes = form->findChildren<QComboBox *>();
        for (QComboBox *box : boxes)
            if (box->accessibleName() == name)
                for (int step = 0; box->currentText() != text && step < 20; ++step)
                    QTest::keyClick(box, Qt::Key_Down);
    }

    std::unique_ptr<AlertLinesDialog> m_dialog;
};

QTEST_MAIN(TestAlertLinesDialog)
#include "tst_alert_lines_dialog.moc"
