#pragma once

#include "db/base/result.h"
#include "db/export/export_request.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <thread>

namespace movr {

class ExportRun;
class Watchdog;
struct ExportSource;

/// An export that runs on a thread and connections of its own; made by Fleet::exportView(). Lives on the GUI thread
/// and outlives its fleet if need be. Destroying it cancels it: the file is then absent.
class ExportJob : public QObject
{
    Q_OBJECT

public:
    ExportJob(ExportRequest request, const QList<ExportSource> &sources, std::shared_ptr<Watchdog> watchdog);
    /// One that has failed already.
    ExportJob(ExportRequest request, Failure failure);
    ~ExportJob() override;

    const ExportRequest &request() const { return m_request; }
    QFuture<Result<ExportSummary>> result() const { return m_result; }
    /// To be looked at as often as it is shown.
    ExportProgress progress() const;
    /// Ends it soon, at the servers too; the result is then Cancelled, unless it was complete.
    void cancel();
    void setRegionDown(const QString &region, bool down);

private:
    const ExportRequest m_request;
    QFuture<Result<ExportSummary>> m_result;
    std::shared_ptr<ExportRun> m_run; ///< null when it never began
    std::jthread m_thread;            ///< last: ends before the others go
};

} // namespace movr
