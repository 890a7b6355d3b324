#include "db/journey/journey_report.h"

#include "db/latency/latency_figures.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>
#include <libpq-fe.h>

#include <algorithm>
#include <cmath>

namespace movr {

namespace {

QString processorName()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("model name"))
                return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).simplified();
    return QSysInfo::currentCpuArchitecture();
}

Nanoseconds nearestRank(const QList<Nanoseconds> &sorted, double share)
{
    const auto rank = qsizetype(std::ceil(share * double(sorted.size())));
    return sorted.at(std::clamp<qsizetype>(rank, 1, sorted.size()) - 1);
}

} // namespace

QList<JourneyTask> journeyTasks()
{
    return {JourneyTask::SignUp,    JourneyTask::LogIn,   JourneyTask::ViewVehicles, JourneyTask::AddVehicle,
            JourneyTask::StartRide, JourneyTask::EndRide, JourneyTask::ViewRides};
}

QString journeyKey(JourneyTask task)
{
    switch (task) {
    case JourneyTask::SignUp:
        return QStringLiteral("sign_up");
    case JourneyTask::LogIn:
        return QStringLiteral("log_in");
    case JourneyTask::ViewVehicles:
        return QStringLiteral("view_vehicles");
    case JourneyTask::AddVehicle:
        return QStringLiteral("add_vehicle");
    case JourneyTask::StartRide:
        return QStringLiteral("start_ride");
    case JourneyTask::EndRide:
        return QStringLiteral("end_ride");
    case JourneyTask::ViewRides:
        break;
    }
    return QStringLiteral("view_rides");
}

QString journeyKey(JourneyWay way)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return QStringLiteral("multi_region");
    case JourneyWay::SingleRegion:
        return QStringLiteral("single_region");
    case JourneyWay::Reference:
        break;
    }
    return QStringLiteral("reference_single_region");
}

JourneyFigures journeyFigures(QList<Nanoseconds> durations)
{
    JourneyFigures figures;
    figures.n = durations.size();
    if (durations.isEmpty())
        return figures;
    std::sort(durations.begin(), durations.end());
    // Of an even number the middle of the two in the middle: the lower one of two would be the least.
    figures.median = (durations.at((durations.size() - 1) / 2) + durations.at(durations.size() / 2)) / 2;
    if (quint64(figures.n) >= LatencyFigures::leastForP99)
        figures.p99 = nearestRank(durations, 0.99);
    figures.max = durations.constLast();
    return figures;
}

std::optional<double> journeyRatio(std::optional<Nanoseconds> slow, std::optional<Nanoseconds> fast)
{
    if (!slow || !fast || fast->count() <= 0)
        return {};
    return double(slow->count()) / double(fast->count());
}

const JourneyColumn *JourneyReport::column(JourneyWay way) const
{
    const auto found = std::find_if(columns.cbegin(), columns.cend(),
                                    [way](const JourneyColumn &column) { return column.way == way; });
    return found == columns.cend() ? nullptr : &*found;
}

bool JourneyReport::complete() const
{
    for (const JourneyColumn &column : columns)
        for (const JourneyTaskResult &task : column.tasks)
            if (task.figures.n < task.asked)
                return false;
    return !columns.isEmpty() && !cancelled;
}

JourneyMachine thisMachine()
{
    const int version = PQlibVersion();
    return {QSysInfo::machineHostName(),
            QStringLiteral("%1, kernel %2").arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion()),
            QStringLiteral("%1 x %2").arg(QThread::idealThreadCount()).arg(processorName()),
            QStringLiteral(MOVR_VERSION),
            QString::fromLatin1(qVersion()),
            QStringLiteral("%1.%2").arg(version / 10'000).arg(version % 10'000)};
}

} // namespace movr
