#include "models/experiment/journey_model.h"
#include "tests/support/journey_sample.h"
#include "ui/console_context.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/experiment/deployment_file_field.h"
#include "ui/experiment/experiment_page.h"
#include "ui/experiment/experiment_setup.h"
#include "ui/experiment/journey_chart.h"
#include "ui/experiment/journey_export.h"
#include "ui/experiment/journey_result_view.h"
#include "ui/settings/password_store.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace movr;
using namespace movr::test;

namespace {

constexpr int patience = 15'000;

/// Knows no password, and says which were asked for.
class NoPasswords : public PasswordStore
{
public:
    void read(const QString &key, QObject *context, std::function<void(const QString &)> answer) override
    {
        asked.append(key);
        QMetaObject::invokeMethod(
            context, [answer] { answer({}); }, Qt::QueuedConnection);
    }
    void write(const QString &, const QString &, QObject *, std::function<void(const QString &)>) override {}

    QStringList asked;
};

} // namespace

/// The page without a fleet: the form, the question, what a report looks like, and the files.
class TestExperimentPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_page = std::make_unique<ExperimentPage>(&m_context, nullptr, &m_passwords);
        m_passwords.asked.clear();
        m_page->resize(1100, 640);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void saysWhatIsMissingAsOneTypes()
    {
        QVERIFY(!setup()->runButton()->isEnabled());
        QVERIFY(setup()->obstacle().contains(QStringLiteral("multi-region")));
        type(multi(), m_directory->filePath(QStringLiteral("nowhere.json")));
        QTRY_VERIFY_WITH_TIMEOUT(multi()->problem().contains(QStringLiteral("nowhere.json")), patience);
        type(multi(), fleetFile(3));
        QTRY_VERIFY_WITH_TIMEOUT(setup()->multiRegion(), patience);
        QVERIFY(multi()->problem().isEmpty());
        QVERIFY(setup()->obstacle().contains(QStringLiteral("single-region")));
        type(single(), fleetFile(3));
        QTRY_VERIFY_WITH_TIMEOUT(setup()->singleRegion(), patience);
        QVERIFY2(setup()->obstacle().contains(QStringLiteral("several regions")),
                 qPrintable(setup()->obstacle()));
        QVERIFY(!setup()->runButton()->isEnabled());
        type(single(), fleetFile(1));
        QTRY_VERIFY_WITH_TIMEOUT(setup()->runButton()->isEnabled(), patience);
        type(multi(), fleetFile(1));
        QVERIFY(!setup()->runButton()->isEnabled()); // at once: it is being read
        QTRY_VERIFY_WITH_TIMEOUT(setup()->obstacle().contains(QStringLiteral("one region only")), patience);
    }

    /// Deployments of the user's own are written to: asked once, naming both.
    void asksBeforeItWritesToTheUsersDeployments()
    {
        chooseFiles();
        QTest::mouseClick(setup()->runButton(), Qt::LeftButton);
        auto *dialog = m_page->findChild<ConfirmDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const QString said = textsOf(dialog);
        for (const char *part : {"Fleet of 3", "Fleet of 1", "writes", "activity record"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!m_page->isRunning());
        QVERIFY(m_passwords.asked.isEmpty());
    }

    /// Nobody answers there: that is said, in place of an empty chart.
    void aDeploymentThatDoesNotAnswerIsSaid()
    {
        chooseFiles();
        QSignalSpy ended(m_page.get(), &ExperimentPage::ended);
        confirm();
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isRunning() || !ended.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), 30'000);
        QCOMPARE(m_passwords.asked.size(), 4); // of every region of both
        QVERIFY(!m_page->isRunning());
        QVERIFY(!m_page->result()->hasReport());
        QVERIFY2(textsOf(m_page.get()).contains(QStringLiteral("cannot be reached")),
                 qPrintable(textsOf(m_page.get())));
        QVERIFY(setup()->runButton()->isVisible() && setup()->runButton()->isEnabled());
    }

    void theDemoNeedsNoQuestionAndSaysWhyItWaits()
    {
        OwnDeployments own;
        own.places = {QStringLiteral("gcp-us-east1"), QStringLiteral("rome")};
        own.here = QStringLiteral("gcp-us-east1");
        QStringList asked;
        own.linksFrom = [&asked](const QString &place) -> Result<OwnDeployments::Links> {
            asked.append(place);
            Failure failure;
            failure.sentence = QStringLiteral("No relay is left.");
            return failure;
        };
        m_page->setOwnDeployments(own, QStringLiteral("The single-region deployment is being made…"));
        QCOMPARE(setup()->source(), ExperimentSetup::Source::Demo);
        QVERIFY(!setup()->runButton()->isEnabled());
        QVERIFY(textsOf(m_page.get()).contains(QStringLiteral("is being made")));
        m_page->setOwnDeployments(own);
        QVERIFY(setup()->runButton()->isEnabled());
        auto *place = named<QComboBox>(QStringLiteral("Place of the desk"));
        QVERIFY(place->isVisible());
        QCOMPARE(setup()->place(), own.here);
        QTest::keyClick(place, Qt::Key_Down);
        QCOMPARE(setup()->place(), QStringLiteral("rome"));
        QTest::mouseClick(setup()->runButton(), Qt::LeftButton);
        QCOMPARE(asked, QStringList{QStringLiteral("rome")});
        QVERIFY(!m_page->findChild<ConfirmDialog *>());
        QVERIFY(textsOf(m_page.get()).contains(QStringLiteral("No relay is left.")));
    }

    void stateIsRestored()
    {
        chooseFiles();
        named<QSpinBox>(QStringLiteral("Rounds"))->setValue(150);
        const QVariantMap state = m_page->saveState();
        ExperimentPage again(&m_context, nullptr, &m_passwords);
        again.restoreState(state);
        QCOMPARE(again.setup()->rounds(), 150);
        QTRY_VERIFY_WITH_TIMEOUT(again.setup()->obstacle().isEmpty(), patience);
    }

    void reportIsShownWhole()
    {
        auto *view = m_page->result();
        view->setReport(sampleJourney());
        QVERIFY2(view->headline().contains(QStringLiteral("times as long")), qPrintable(view->headline()));
        QVERIFY(view->notice().isEmpty());
        for (const char *part : {"Rome", "rounds: 120", "PostgreSQL 15.18", "UTC", "0.1.0"})
            QVERIFY2(view->footnote().contains(QLatin1String(part)), qPrintable(view->footnote()));
        QCOMPARE(view->chart()->labels().size(), 21);
        QCOMPARE(view->chart()->labels().first(), QStringLiteral("Sign up, Multi-region: 1.06"));
        QCOMPARE(view->table()->model()->rowCount(), 9);
    }

    void failuresAreShownAsSuch()
    {
        auto *view = m_page->result();
        view->setReport(sampleJourneyWithFailures());
        QVERIFY2(view->notice().contains(QStringLiteral("2 timed out"))
                     && view->notice().contains(QStringLiteral("118 not run"))
                     && view->notice().contains(QStringLiteral("within 10 s")),
                 qPrintable(view->notice()));
        const QString wanted = QStringLiteral("End ride, Multi-region: no answer");
        QVERIFY2(view->chart()->labels().contains(wanted), qPrintable(view->chart()->labels().join(u'\n')));
    }

    void oneRegionInBothIsNoComparison()
    {
        JourneyReport report = sampleJourney();
        report.columns[0].region = report.columns.at(1).region;
        m_page->result()->setReport(report);
        QVERIFY2(m_page->result()->notice().contains(QStringLiteral("compares no distances")),
                 qPrintable(m_page->result()->notice()));
    }

    void aCancelledReportSaysSo()
    {
        JourneyReport report = sampleJourney();
        report.cancelled = true;
        m_page->result()->setReport(report);
        QVERIFY(m_page->result()->notice().startsWith(QStringLiteral("Cancelled")));
    }

    void filesAreWhatTheirNamesSay_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF-");
        QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("html") << QStringLiteral("html") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("csv") << QStringLiteral("csv") << QByteArray("way,");
    }
    void filesAreWhatTheirNamesSay()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, begin);
        const QString name = m_directory->filePath(QStringLiteral("report.") + ending);
        m_page->result()->setReport(sampleJourney());
        QSignalSpy told(m_page.get(), &TablePage::messageWanted);
        m_page->save(name);
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, patience);
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith(begin));
        QVERIFY(content.size() > 1'000);
        if (ending == u"png")
            QVERIFY(QImage::fromData(content).width() > 1'000);
        QCOMPARE(told.first().first().value<Message>().kind, Message::Kind::Done);
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        m_page->result()->setReport(sampleJourney());
        QSignalSpy told(m_page.get(), &TablePage::messageWanted);
        m_page->save(m_directory->filePath(QStringLiteral("no/such/folder/report.pdf")));
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, patience);
        const auto message = told.first().first().value<Message>();
        QCOMPARE(message.kind, Message::Kind::Error);
        QVERIFY2(message.text.contains(QStringLiteral("report.pdf")), qPrintable(message.text));
    }

    void namesGetTheEndingOfTheFilter()
    {
        const QStringList filters = journeyFileFilters();
        QCOMPARE(withEndingOf(QStringLiteral("/a/b"), filters.first()), QStringLiteral("/a/b.pdf"));
        QCOMPARE(withEndingOf(QStringLiteral("/a/b.csv"), filters.first()), QStringLiteral("/a/b.csv"));
    }

private:
    ExperimentSetup *setup() const { return m_page->setup(); }
    DeploymentFileField *multi() const { return m_page->findChildren<DeploymentFileField *>().at(0); }
    DeploymentFileField *single() const { return m_page->findChildren<DeploymentFileField *>().at(1); }
    template <class Widget>
    Widget *named(const QString &name) const
    {
        const auto all = m_page->findChildren<Widget *>();
        for (Widget *widget : all)
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    static void type(DeploymentFileField *field, const QString &text)
    {
        field->edit()->clear();
        QTest::keyClicks(field->edit(), text);
    }
    static QString textsOf(const QWidget *widget)
    {
        QStringList texts;
        for (const QLabel *label : widget->findChildren<QLabel *>())
            if (label->isVisible())
                texts.append(label->text());
        return texts.join(u'\n');
    }

    /// Nobody listens there.
    QString fleetFile(int regions) const
    {
        Deployment deployment;
        deployment.name = QStringLiteral("Fleet of %1").arg(regions);
        for (int i = 0; i < regions; ++i)
            deployment.regions.append({QStringLiteral("region-%1").arg(i),
                                       {},
                                       0,
                                       0,
                                       QStringLiteral("host=127.0.0.1 port=1 dbname=movr user=movr"),
                                       {}});
        const QString file = m_directory->filePath(QStringLiteral("fleet-%1.json").arg(regions));
        if (!writeDeployment(deployment, file).ok())
            qWarning("The deployment file could not be written.");
        return file;
    }
    void chooseFiles()
    {
        type(multi(), fleetFile(3));
        type(single(), fleetFile(1));
        QTRY_VERIFY_WITH_TIMEOUT(setup()->runButton()->isEnabled(), patience);
    }
    void confirm()
    {
        QTest::mouseClick(setup()->runButton(), Qt::LeftButton);
        auto *dialog = m_page->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QTest::mouseClick(dialog->acceptButton(), Qt::LeftButton);
    }

    ConsoleContext m_context;
    NoPasswords m_passwords;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<ExperimentPage> m_page;
};

QTEST_MAIN(TestExperimentPage)
#include "tst_experiment_page.moc"
