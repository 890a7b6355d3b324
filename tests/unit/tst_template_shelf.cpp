#include "db/cluster/template_shelf.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <sodium.h>

#include <sys/stat.h>
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
        const QString begun = first.place();
        QVERIFY(first.setFilled().ok());
        QVERIFY(first.isFilled());
        QVERIFY(!QFileInfo::exists(begun));
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

    /// Whoever began it may have been killed a moment ago, and its server still writes there.
    void whatWasBegunAndLeftIsLeftAlone()
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
        QVERIFY(QFileInfo::exists(rest));
        QVERIFY(!rest.startsWith(again->place()));
        QVERIFY(again->password() != password);
    }

    void formerHoursAreRemoved()
    {
        const QStringList old{QStringLiteral("/42-0.02-0123456789ab"),
                              QStringLiteral("/42-0.02-0123456789ab.x1Y2z3")};
        const QStringList others{QStringLiteral("/42"), QStringLiteral("/abc"),
                                 QStringLiteral("/42-0.02-abc")};
        for (const QString &name : old + others)
            QVERIFY(QDir().mkpath(m_shelf + name + QStringLiteral("/template")));
        QVERIFY(TemplateShelf::open(m_shelf, 0.02).ok());
        for (const QString &name : old)
            QVERIFY2(!QFileInfo::exists(m_shelf + name), qPrintable(name));
        for (const QString &name : others) // nobody's business
            QVERIFY2(QFileInfo::exists(m_shelf + name), qPrintable(name));
    }

    void serversGoThroughIt()
    {
        const mode_t before = ::umask(077);
        const auto shelf = TemplateShelf::open(m_shelf, 0.02);
        ::umask(before);
        QVERIFY(shelf.ok());
        QVERIFY(QFile::permissions(m_shelf) & QFile::ExeOther);
        QVERIFY(!(QFile::permissions(m_shelf) & QFile::ReadOther));
        QVERIFY(!(QFile::permissions(shelf->place()) & QFile::ExeOther));
    }

    void noLinkIsFollowed()
    {
        QVERIFY(QFile::link(m_directory->path(), m_shelf));
        QVERIFY(!TemplateShelf::open(m_shelf, 0.02).ok());
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
