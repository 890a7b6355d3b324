#include "ui/export/export_dialog.h"
#include "ui/export/export_form.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace movr;

namespace {

template <class Widget>
Widget *named(const QWidget *parent, const QString &accessibleName)
{
    const auto all = parent->findChildren<Widget *>();
    for (Widget *widget : all)
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

ViewSnapshot view()
{
    RideQuery query;
    query.filter.active = true;
    return {{QStringLiteral("gcp-europe-west1"), QStringLiteral("rome"), {}},
            query,
            {QStringLiteral("id"), QStringLiteral("start_time")},
            QStringLiteral("active rides")};
}

} // namespace

/// What an export asks for.
class TestExportForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_form = std::make_unique<ExportForm>(view(), m_directory.path());
        m_file = named<QLineEdit>(m_form.get(), QStringLiteral("File"));
        m_format = named<QComboBox>(m_form.get(), QStringLiteral("Format"));
        m_note = named<QLabel>(m_form.get(), QStringLiteral("About the file"));
        QVERIFY(m_file && m_format && m_note);
    }

    void subjectInWords()
    {
        QCOMPARE(exportSubject(view()), QStringLiteral("Rides of Rome, active rides"));
        QCOMPARE(exportSubject({{}, UserQuery(), {}, {}}), QStringLiteral("Users of all regions"));
    }

    void suggestsAFile()
    {
        const ExportRequest request = m_form->request();
        QVERIFY2(request.file.startsWith(m_directory.path() + QStringLiteral("/rides-rome-")),
                 qPrintable(request.file));
        QVERIFY(request.file.endsWith(QStringLiteral(".csv")));
        QCOMPARE(request.columns, view().visibleColumns);
        QCOMPARE(request.scope, view().scope);
        QVERIFY(std::get<RideQuery>(request.query).filter.active.value_or(false));
        QCOMPARE(m_form->obstacle(), QString());
    }

    void endingFollowsTheFormat()
    {
        m_format->setCurrentIndex(1);
        QCOMPARE(m_form->request().format, ExportFormat::JsonLines);
        QVERIFY(m_file->text().endsWith(QStringLiteral(".jsonl")));
        m_file->setText(m_directory.filePath(QStringLiteral("mine.txt")));
        m_format->setCurrentIndex(0);
        QVERIFY(m_file->text().endsWith(QStringLiteral("mine.txt"))); // what was typed stays
    }

    void allColumns()
    {
        named<QComboBox>(m_form.get(), QStringLiteral("Columns"))->setCurrentIndex(1);
        QVERIFY(m_form->request().columns.isEmpty());
    }

    void obstaclesAreTold_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("told");
        QTest::newRow("no name") << QStringLiteral("  ") << QStringLiteral("needs a name");
        QTest::newRow("a folder") << QStringLiteral("/tmp") << QStringLiteral("is a folder");
        QTest::newRow("no such folder")
            << QStringLiteral("/no/such/place/x.csv") << QStringLiteral("There is no folder /no/such/place");
    }

    void obstaclesAreTold()
    {
        QFETCH(QString, file);
        QFETCH(QString, told);
        QSignalSpy changed(m_form.get(), &ExportForm::changed);
        m_file->setText(file);
        QVERIFY(changed.count() > 0);
        QVERIFY2(m_form->obstacle().contains(told), qPrintable(m_form->obstacle()));
        QCOMPARE(m_note->text(), m_form->obstacle());
    }

    void replacingIsTold()
    {
        QVERIFY(m_note->text().isEmpty());
        QFile file(m_directory.filePath(QStringLiteral("there.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        m_file->setText(file.fileName());
        QCOMPARE(m_form->obstacle(), QString());
        QVERIFY2(m_note->text().contains(QStringLiteral("replaced")), qPrintable(m_note->text()));
    }

    void dialogNeedsAFleet()
    {
        ExportDialog dialog(nullptr, view(), m_directory.path());
        dialog.show();
        QVERIFY(!dialog.isModal());
        QVERIFY(!dialog.exportButton()->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void progressInWords()
    {
        QCOMPARE(progressText({12'300, 4'500'000, {}, {}}), QStringLiteral("12,300 rows · 4.5 MB"));
        QCOMPARE(progressText({12'300, 4'500'000, 400'000, std::chrono::seconds(2)}),
                 QStringLiteral("12,300 rows of about 400,000 · 4.5 MB · 6,150 rows/s"));
        // An estimate that was too low is not shown any more.
        QCOMPARE(progressText({500'000, 1'000, 400'000, {}}), QStringLiteral("500,000 rows · 1.0 kB"));
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<ExportForm> m_form;
    QLineEdit *m_file = nullptr;
    QComboBox *m_format = nullptr;
    QLabel *m_note = nullptr;
};

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    TestExportForm test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_export_form.moc"
