#pragma once

#include "db/fleet/deployment.h"
#include "db/fleet/region_status.h"
#include "db/live/change_mailbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace movr {

class ChangeListener;
class LatencyStore;

/// What others change in a deployment, from all regions, as at most ten batches a second. GUI thread.
class ChangeFeed : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds batchInterval{100};

    ChangeFeed(const Deployment &deployment, const QHash<QString, QString> &passwords,
               QObject *parent = nullptr);
    ~ChangeFeed() override;

    /// Where the listeners' statements are recorded; before start(), if at all.
    void recordTo(LatencyStore *latency) { m_latency = latency; }
    void start();
    void requestStop(); ///< the listeners end at once; the destructor waits for them
    LiveStatus status(const QString &region) const;
    /// What the probe knows: a region that is back is listened to at once, not after the next pause.
    void regionSeen(const QString &region, RegionState state);

Q_SIGNALS:
    void changed(const movr::ChangeBatch &batch);
    void statusChanged(const QString &region);

private:
    void put(const ChangeBatch &changes); ///< any thread
    void arrived();
    void deliver();

    Deployment m_deployment;
    QHash<QString, QString> m_passwords;
    QHash<QString, LiveStatus> m_statuses;
    QHash<QString, RegionState> m_seen;
    ChangeMailbox m_mailbox;
    LatencyStore *m_latency = nullptr;
    QTimer m_timer;
    QElapsedTimer m_delivered;
    std::map<QString, std::unique_ptr<ChangeListener>> m_listeners; ///< last: they call the above
};

} // namespace movr
