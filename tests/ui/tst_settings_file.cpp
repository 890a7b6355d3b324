#include "ui/settings/console_settings.h"
#include "ui/settings/settings_file.h"

#include <QFile>
#include <QLockFile>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace movr;

/// What the console remembers reaches the file, and never holds up the thread that sets it.
class TestSettingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory.emplace();
        m_file = m_directory->filePath(QStringLiteral("settings.ini"));
    }

    void isThereAtTheNextStart()
    {
        const QVariantMap page{{QStringLiteral("widths"), QVariantList{120, 80}},
                               {QStringLiteral("sort"), 2}};
        {
            ConsoleSettings settings(m_file);
            settings.setPageState(QStringLiteral("rides"), page);
            settings.setInspectorShown(false);
            settings.setWindow(QByteArray("\0\1\xff geometry", 12), "state");
            settings.setPlace(QStringLiteral("gcp-us-west1"), QStringLiteral("san francisco"),
                              ViewScope::Freshness::Nearest);
        }
        const ConsoleSettings settings(m_file);
        QCOMPARE(settings.pageState(QStringLiteral("rides")), page);
        QVERIFY(!settings.inspectorShown());
        QCOMPARE(settings.windowGeometry(), QByteArray("\0\1\xff geometry", 12));
        QCOMPARE(settings.regionChoice(), QStringLiteral("gcp-us-west1"));
        QCOMPARE(settings.freshness(), ViewScope::Freshness::Nearest);
    }

    void theLastOfManyChangesCounts()
    {
        {
            SettingsFile settings(m_file);
            for (int i = 0; i <= 500; ++i)
                settings.setValue(QStringLiteral("key/%1").arg(i % 7), i);
            QCOMPARE(settings.value(QStringLiteral("key/%1").arg(500 % 7)).toInt(), 500);
        }
        const SettingsFile settings(m_file);
        for (int i = 494; i <= 500; ++i)
            QCOMPARE(settings.value(QStringLiteral("key/%1").arg(i % 7)).toInt(), i);
    }

    void aRemovedKeyIsGone()
    {
        {
            SettingsFile settings(m_file);
            settings.setValue(QStringLiteral("a"), 1);
            settings.setValue(QStringLiteral("b"), 2);
            settings.setValue(QStringLiteral("a"), {});
            QCOMPARE(settings.value(QStringLiteral("a"), 7).toInt(), 7);
        }
        QCOMPARE(QSettings(m_file, QSettings::IniFormat).allKeys(), {QStringLiteral("b")});
    }

    void twoConsolesKeepEachOthersKeys()
    {
        {
            SettingsFile one(m_file);
            SettingsFile other(m_file);
            one.setValue(QStringLiteral("one"), 1);
            other.setValue(QStringLiteral("other"), 2);
        }
        const SettingsFile settings(m_file);
        QCOMPARE(settings.value(QStringLiteral("one")).toInt(), 1);
        QCOMPARE(settings.value(QStringLiteral("other")).toInt(), 2);
    }

    /// Another console holds the file's lock (as a slow disk would hold the write): setting goes on.
    void setsWhileTheFileCannotBeWritten()
    {
        QLockFile lock(m_file + QStringLiteral(".lock"));
        std::optional<SettingsFile> settings(std::in_place, m_file);
        QVERIFY(lock.lock());
        settings->setValue(QStringLiteral("key"), QStringLiteral("value"));
        QCOMPARE(settings->value(QStringLiteral("key")).toString(), QStringLiteral("value"));
        QVERIFY(!QFile::exists(m_file) || QFile(m_file).size() == 0);
        lock.unlock();
        settings.reset(); // waits for the write
        QCOMPARE(QSettings(m_file, QSettings::IniFormat).value(QStringLiteral("key")).toString(),
                 QStringLiteral("value"));
    }

    void saysOnceThatItCannotBeWritten()
    {
        QVERIFY(QFile(m_directory->filePath(QStringLiteral("file"))).open(QIODevice::WriteOnly));
        const QString below = m_directory->filePath(QStringLiteral("file/settings.ini")); // no directory
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("settings cannot be kept in .*file")));
        SettingsFile settings(below);
        settings.setValue(QStringLiteral("key"), 1);
        QCOMPARE(settings.value(QStringLiteral("key")).toInt(), 1);
    }

private:
    std::optional<QTemporaryDir> m_directory;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settings_file.moc"
