#include "db/cluster/template_shelf.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

#include <unistd.h>

#include <future>

using namespace movr;

/// Without servers: who fills a place, and who finds it filled.
class TestTemplateShelf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
        m_shelf = m_directory->filePath(QStringLiteral("shelf"));
    }

    void firstFillsAndTheNextFinds()
    {
        auto opened = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(opened.ok());
        TemplateShelf first = std::move(opened).value();
        QVERIFY(!first.isFilled());
        QVERIFY(first.password().size() >= 24);
        QVERIFY(QFileInfo(first.place()).isDir());
        QVERIFY(first.setFilled().ok());
        auto next = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(next.ok());
        QVERIFY(next->isFilled());
        QCOMPARE(next->place(), first.place());
        QCOMPARE(next->password(), first.password());
    }

    void anotherScaleIsAnotherPlace()
    {
        auto small = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(small.ok());
        const QString place = small->place();
        QVERIFY(std::move(small).value().setFilled().ok());
        auto large = TemplateShelf::open(m_shelf, 0.05);
        QVERIFY(large.ok());
        QVERIFY(!large->isFilled());
        QVERIFY(large->place() != place);
    }

    void othersWaitUntilItIsFilled()
    {
        auto opened = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(opened.ok());
        TemplateShelf first = std::move(opened).value();
        auto next = std::async(std::launch::async, [this] { return TemplateShelf::open(m_shelf, 0.02); });
        QCOMPARE(next.wait_for(std::chrono::milliseconds(100)), std::future_status::timeout);
        QVERIFY(first.setFilled().ok());
        auto found = next.get();
        QVERIFY(found.ok());
        QVERIFY(found->isFilled());
        QCOMPARE(found->password(), first.password());
    }

    void whatWasBegunAndLeftIsMadeAgain()
    {
        QString rest;
        QByteArray password;
        {
            auto begun = TemplateShelf::open(m_shelf, 0.02);
            QVERIFY(begun.ok());
            password = begun->password();
            rest = begun->place() + QStringLiteral("/template");
            QVERIFY(QDir().mkdir(rest));
        }
        auto again = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(again.ok());
        QVERIFY(!again->isFilled());
        QVERIFY(!QFileInfo::exists(rest));
        QVERIFY(again->password() != password);
    }

    void formerHoursAreRemoved()
    {
        QVERIFY(QDir().mkpath(m_shelf + QStringLiteral("/42-0.02-abc/template")));
        QVERIFY(TemplateShelf::open(m_shelf, 0.02).ok());
        QVERIFY(!QFileInfo::exists(m_shelf + QStringLiteral("/42-0.02-abc")));
    }

    void onlyADirectoryOfOnesOwn()
    {
        QFile file(m_shelf);
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto refused = TemplateShelf::open(m_shelf, 0.02);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.failure().kind, FailureKind::Environment);
        QVERIFY(refused.failure().sentence.contains(m_shelf));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_shelf;
};

QTEST_GUILESS_MAIN(TestTemplateShelf)
#include "tst_template_shelf.moc"
