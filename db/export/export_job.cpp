#include "db/export/export_job.h"

#include "db/export/export_run.h"

#include <QCoreApplication>
#include <QDir>
#include <QPromise>

namespace movr {

using Promise = QPromise<Result<ExportSummary>>;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::ExportJob)
};

} // namespace

ExportJob::ExportJob(ExportRequest request, const QList<ExportSource> &sources,
                     std::shared_ptr<Watchdog> watchdog)
    : m_request(std::move(request)),
      m_run(std::make_shared<ExportRun>(m_request, sources, std::move(watchdog)))
{
    auto promise = std::make_shared<Promise>();
    promise->start();
    m_result = promise->future();
    m_thread = std::jthread([run = m_run, promise] {
        promise->addResult(run->run());
        promise->finish();
    });
}

ExportJob::ExportJob(ExportRequest request, Failure failure) : m_request(std::move(request))
{
    Promise promise;
    promise.start();
    failure.sentence = Tr::tr("%1 Nothing was exported; %2 was not written.")
                           .arg(failure.sentence, QDir::toNativeSeparators(m_request.file));
    promise.addResult(Result<ExportSummary>(std::move(failure)));
    promise.finish();
    m_result = promise.future();
}

ExportJob::~ExportJob()
{
    cancel();
}

ExportProgress ExportJob::progress() const
{
    return m_run ? m_run->progress() : ExportProgress{};
}

void ExportJob::cancel()
{
    if (m_run)
        m_run->cancel();
}

void ExportJob::setRegionDown(const QString &region, bool down)
{
    if (m_run)
        m_run->setRegionDown(region, down);
}

} // namespace movr
