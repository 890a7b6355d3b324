#pragma once

#include "db/base/result.h"
#include "db/fleet/deployment.h"
#include "db/journey/journey_person.h"
#include "db/journey/journey_report.h"
#include "db/lane/watchdog.h"

#include <memory>

namespace movr {

/// What one task cost.
struct TaskCost {
    Nanoseconds time{}; ///< sent until answered; of all its round trips
    int roundTrips = 1;
    int retries = 0;
};

/// One way of doing the seven tasks, at one server. run() blocks, for the deadline of a task at the most (a view that
/// must connect first: 2 s, if that is longer); one thread uses it, only requestStop() is thread-safe.
class TaskRunner
{
public:
    virtual ~TaskRunner() = default;
    /// A rule that refuses is a failure here: each task of a journey must succeed.
    virtual Result<TaskCost> run(JourneyTask task, const JourneyPerson &person) = 0;
    /// Everything ends soon, as Cancelled.
    virtual void requestStop() = 0;
};

struct TaskServer {
    Region region;
    QString password; ///< empty: from pgpass
    int viewRows = 0;
    std::chrono::milliseconds deadline{10'000}; ///< of one task
};

/// The console's own: the very lanes and transactions that its pages use.
std::unique_ptr<TaskRunner> consoleRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog);
/// As the reference does it: each task a transaction of several statements, prepared too, so that what differs is the
/// number of round trips.
std::unique_ptr<TaskRunner> referenceRunner(const TaskServer &server, std::shared_ptr<Watchdog> watchdog);

/// Takes the person's vehicle and account out of use, by the console's transactions: an experiment leaves no
/// vehicles for hire behind. `ride`: there may be a ride that has not ended. Not measured. The second one connects anew.
/// false: not answered.
bool tidyUp(TaskRunner &consoleRunner, const JourneyPerson &person, bool ride);
bool tidyUp(const TaskServer &server, std::shared_ptr<Watchdog> watchdog, const JourneyPerson &person);

} // namespace movr
