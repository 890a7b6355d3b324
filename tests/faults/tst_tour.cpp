#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// Milliseconds; a few times what it takes beside three other tests.
constexpr int patience = 300'000;

/// Different colours on a coarse grid; up to a few dozen are counted.
qsizetype colours(const QImage &picture)
{
    QSet<QRgb> seen;
    for (int y = 0; y < picture.height(); y += 3)
        for (int x = 0; x < picture.width(); x += 3)
            if (seen.size() < 50)
                seen.insert(picture.pixel(x, y));
    return seen.size();
}

} // namespace

/// The tour as a shell sees it: a picture of every page and dialog, each of them of something.
class TestTour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAPictureOfEverything()
    {
        QVERIFY(m_scratch.isValid());
        // Started as root, the servers run as another user, who has to reach their directory.
        QVERIFY(QFile::setPermissions(m_scratch.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                            | QFile::ExeGroup | QFile::ExeOther));
        const QDir pictures(m_scratch.filePath(QStringLiteral("tour")));
        QProcess tour;
        prepare(tour);
        tour.start(QCoreApplication::applicationDirPath() + QStringLiteral("/movr-console"),
                   {QStringLiteral("demo"), QStringLiteral("--scale"), QStringLiteral("0.05"),
                    QStringLiteral("--tour"), pictures.path()});
        if (!tour.waitForFinished(patience)) {
            tour.terminate(); // it takes its servers along
            tour.waitForFinished();
            QFAIL("the tour did not end in time");
        }
        QCOMPARE(tour.exitStatus(), QProcess::NormalExit);
        QVERIFY2(tour.exitCode() == 0, tour.readAllStandardError().constData());
        const auto files = pictures.entryInfoList({QStringLiteral("*.png")});
        QVERIFY2(files.size() >= 80, qPrintable(QString::number(files.size())));
        QCOMPARE(tour.readAllStandardOutput().count(".png"), files.size());
        for (const QFileInfo &file : files) {
            QVERIFY2(file.size() > 5000, qPrintable(file.fileName()));
            const QImage picture(file.filePath());
            QVERIFY2(!picture.isNull() && colours(picture) > 8, qPrintable(file.fileName()));
        }
    }

private:
    void prepare(QProcess &process)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_scratch.path());
        environment.insert(QStringLiteral("TMPDIR"), m_scratch.path());
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        process.setProcessEnvironment(environment);
    }

    QTemporaryDir m_scratch;
};

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
