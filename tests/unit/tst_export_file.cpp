#include "db/export/export_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstring>

using namespace movr;

namespace {

/// While it lives the kernel lets no file grow beyond this, as a full disk does.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_former);
        rlimit small = m_former;
        small.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_former);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_former{};
    void (*m_handler)(int);
};

} // namespace

/// A file of an export is there when it is complete, and says why when it is not.
class TestExportFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void isThereWhenComplete()
    {
        ExportFile file(name());
        QVERIFY(file.open().ok());
        QVERIFY(file.write(QByteArray(100'000, 'a')).ok());
        QVERIFY(!QFile::exists(name()));
        QVERIFY(file.commit().ok());
        QCOMPARE(QFile(name()).size(), 100'000);
        QCOMPARE(file.written(), 100'000);
    }

    /// The disk takes a part of what is written; the reason comes with the rest.
    void saysWhyThereIsNoMore()
    {
        {
            const SmallDisk disk(1'000'000);
            ExportFile file(name());
            QVERIFY(file.open().ok());
            const auto written = file.write(QByteArray(3'000'000, 'a'));
            QVERIFY(!written.ok());
            QCOMPARE(written.failure().kind, FailureKind::Environment);
            const QString sentence = written.failure().sentence;
            QVERIFY2(sentence.contains(QString::fromLocal8Bit(std::strerror(EFBIG)))
                         && sentence.contains(QDir::toNativeSeparators(name())),
                     qPrintable(sentence));
        }
        QVERIFY(QDir(m_directory->path()).isEmpty());
    }

private:
    QString name() const { return m_directory->filePath(QStringLiteral("rides.csv")); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestExportFile)
#include "tst_export_file.moc"
