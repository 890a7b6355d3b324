#include "app/journey_command.h"

#include "app/complaint.h"
#include "app/demo.h"
#include "app/signals.h"
#include "db/cluster/embedded_cluster.h"
#include "db/journey/journey_experiment.h"
#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"
#include "ui/experiment/journey_export.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

/// Why a report could not be written in the end, before anything is measured for it; empty when nothing speaks against it.
QString reportProblem(const QStringList &files)
{
    for (const QString &file : files) {
        const QFileInfo target(file);
        const QFileInfo folder(target.absolutePath());
        if (!folder.isDir())
            return Tr::tr("There is no folder %1 for the report %2.").arg(folder.filePath(), file);
        if (target.isDir())
            return Tr::tr("%1 is a folder: --report takes a file.").arg(file);
        QSaveFile trial(file); // leaves nothing, and what is there alone
        if (!trial.open(QIODevice::WriteOnly))
            return Tr::tr("The report %1 cannot be written: %2.").arg(file, trial.errorString());
        trial.cancelWriting();
    }
    return {};
}

/// The command while it runs: servers, then the experiment, then its report.
class JourneyRun : public QObject
{
public:
    explicit JourneyRun(const JourneyCommand &command) : m_command(command)
    {
        connect(&m_signals, &TerminationSignals::terminate, this, [this] { stop(); });
    }

    void begin()
    {
        if (const QString problem = reportProblem(m_command.reports); !problem.isEmpty())
            return fail(problem, ExitCode::Usage);
        if (m_command.deploymentFile.isEmpty()) {
            m_demo.emplace();
            connect(&*m_demo, &Demo::progress, this, [this](const QString &step) { say(step); });
            connect(&*m_demo, &Demo::failed, this,
                    [this](const Failure &failure) { fail(failure.sentence); });
            connect(&*m_demo, &Demo::ready, this,
                    [this] { measure(m_demo->cluster()->deployment(), m_demo->cluster()->singleRegion()); });
            ClusterOptions options = m_command.cluster;
            options.settled = true;
            m_demo->start(options, 0);
            return;
        }
        const auto multi = readDeployment(m_command.deploymentFile);
        const auto single = readDeployment(m_command.singleRegionFile);
        for (const auto *deployment : {&multi, &single})
            if (!deployment->ok()) {
                fail(deployment->failure().sentence, ExitCode::Usage);
                return;
            }
        measure(*multi, *single);
    }

private:
    void measure(const Deployment &multi, const Deployment &single)
    {
        JourneyRequest request;
        request.multiRegion = multi;
        request.singleRegion = single;
        request.from = m_demo ? m_command.cluster.from : QString();
        request.city = m_command.city;
        request.repeat = m_command.repeat;
        m_experiment = std::make_unique<JourneyExperiment>(request);
        connect(m_experiment.get(), &JourneyExperiment::progress, this,
                [this](const JourneyProgress &progress) { show(progress); });
        connect(m_experiment.get(), &JourneyExperiment::failed, this,
                [this](const Failure &failure) { fail(failure.sentence); });
        connect(m_experiment.get(), &JourneyExperiment::finished, this,
                [this](const JourneyReport &report) { finish(report); });
        m_experiment->start();
    }

    void stop()
    {
        m_stopping = true; // what is skipped from now on is no progress
        if (m_experiment)
            m_experiment->cancel();
        else
            fail(Tr::tr("Cancelled."));
    }

    void show(const JourneyProgress &progress)
    {
        const int percent = progress.done * 100 / std::max(progress.total, 1);
        if (percent == m_shown || m_stopping)
            return;
        m_shown = percent;
        const QString line = Tr::tr("%1 % of %2 tasks").arg(percent).arg(progress.total);
        if (::isatty(STDERR_FILENO))
            std::fprintf(stderr, "\r%s ", qUtf8Printable(line));
        else if (percent % 10 == 0)
            say(line);
    }

    void finish(const JourneyReport &report)
    {
        if (::isatty(STDERR_FILENO))
            std::fputc('\n', stderr);
        const QByteArray text =
            m_command.json ? QJsonDocument(journeyJson(report)).toJson() : journeyText(report).toUtf8();
        std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
        std::fflush(stdout);
        auto code = report.complete() ? ExitCode::Done : ExitCode::Failed;
        const bool nothing = std::none_of(report.columns.cbegin(), report.columns.cend(),
                                          [](const JourneyColumn &column) { return column.requests.n > 0; });
        const QStringList reports = report.cancelled && nothing ? QStringList() : m_command.reports;
        if (reports.size() < m_command.reports.size())
            complain(Tr::tr("Cancelled before anything was measured: no report is written."));
        for (const QString &name : reports) {
            QSaveFile file(name);
            const QByteArray content = journeyContent(name, report);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
                complain(Tr::tr("The report cannot be written to %1: %2.").arg(name, file.errorString()));
                code = ExitCode::Failed;
            }
        }
        QCoreApplication::exit(int(code));
    }

    void say(const QString &line) { std::fprintf(stderr, "%s\n", qUtf8Printable(line)); }
    void fail(const QString &sentence, ExitCode code = ExitCode::Failed)
    {
        complain(sentence);
        QMetaObject::invokeMethod(
            this, [code] { QCoreApplication::exit(int(code)); }, Qt::QueuedConnection);
    }

    const JourneyCommand m_command;
    TerminationSignals m_signals;
    std::optional<Demo> m_demo;
    std::unique_ptr<JourneyExperiment> m_experiment; ///< before the servers go
    int m_shown = -1;
    bool m_stopping = false;
};

} // namespace

bool drawsPicture(const JourneyCommand &command)
{
    for (const QString &file : command.reports)
        if (const QString ending = QFileInfo(file).suffix().toLower(); ending == u"png" || ending == u"pdf")
            return true;
    return false;
}

ExitCode runJourney(const JourneyCommand &command)
{
    JourneyRun run(command);
    QMetaObject::invokeMethod(
        &run, [&run] { run.begin(); }, Qt::QueuedConnection);
    return ExitCode(QCoreApplication::exec());
}

} // namespace movr
