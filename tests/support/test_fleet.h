#pragma once

#include "db/fleet/deployment.h"
#include "db/fleet/fleet.h"
#include "db/lane/pq_session.h"
#include "db/movr/transaction_lane.h"
#include "db/movr/transactions.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QList>
#include <QString>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>

namespace movr::test {

/// One region's server as the fleet's ready line names it.
struct Endpoint {
    QString region;
    QString direct;  ///< past the relays
    QString relayed; ///< as the desk reaches it
};

/// The fleet that the integration tests share (MOVR_TEST_CLUSTER); empty when there is none.
QList<Endpoint> sharedEndpoints();
/// A deployment that reaches each server on the shortest way.
Deployment directDeployment(const QList<Endpoint> &endpoints);
/// A value of a connection string; empty when it is not there.
QString keyword(const QString &connection, const QString &key);
/// The connection string with another value, or without the keyword for a null one.
QString withKeyword(const QString &connection, const QString &key, const QString &value);

/// The declared home of a city of the reference.
QString homeOf(const QString &city);

using Rows = QList<QList<QString>>;

/// A superuser's connection for preparations and checks. What fails there ends the test program with the reason.
class Admin
{
public:
    explicit Admin(const QString &connection, const QString &region = {});
    Rows rows(const QString &sql);
    /// First column of the first row; null without a row.
    QString value(const QString &sql);
    void run(const QString &sql) { (void)rows(sql); }
    /// The same with the failure as a value.
    Result<Answer> tryRun(const QString &sql);

private:
    PqSession m_session;
};

/// One Admin for each region, opened when first asked for.
class Admins
{
public:
    explicit Admins(QList<Endpoint> endpoints) : m_endpoints(std::move(endpoints)) {}
    Admin &in(const QString &region);
    Admin &homeOfCity(const QString &city) { return in(homeOf(city)); }
    QString direct(const QString &region) const;

private:
    QList<Endpoint> m_endpoints;
    std::map<QString, std::unique_ptr<Admin>> m_admins;
};

/// 'text' as an SQL literal.
QString quoted(const QString &text);
QString quoted(const QUuid &id);

/// Makes users, vehicles and rides of its own in a city's home, past the console's transactions, so that tests do
/// not disturb each other.
class Town
{
public:
    Town(Admin &home, QString city) : m_home(&home), m_city(std::move(city)) {}
    const QString &city() const { return m_city; }
    Admin &home() { return *m_home; }

    RowId user(const QString &username = {}, const QString &passwordHash = QStringLiteral("none"));
    RowId removedUser();
    RowId vehicle(const RowId &owner, const QString &status = QStringLiteral("available"));
    /// A vehicle with an owner of its own.
    RowId vehicle(const QString &status = QStringLiteral("available")) { return vehicle(user(), status); }
    RowId activeRide(const RowId &vehicle, const RowId &rider);
    RowId endedRide(const RowId &vehicle, const RowId &rider);

    QString statusOf(const RowId &vehicle);
    bool isOwner(const RowId &user);

private:
    Admin *m_home;
    QString m_city;
};

/// The answer of a future whose continuations need the event loop; Timeout when it does not come.
template <class T>
Result<T> await(QFuture<Result<T>> future, std::chrono::milliseconds limit = std::chrono::seconds(30))
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<Result<T>> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(limit, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        loop.exec();
    }
    if (!future.isFinished() || future.resultCount() == 0)
        return Failure{
            FailureKind::Timeout, {}, {}, {}, false, QStringLiteral("the test's own deadline passed"), {}};
    return future.result();
}

/// Connects and waits until every region is Up; false after 20 s.
bool connectFleet(Fleet &fleet);

ConnectionSettings settingsFor(const QString &region, const QString &connection);
std::unique_ptr<TransactionLane> transactionLane(const QString &region, const QString &connection,
                                                 RetryPolicy policy = {});

/// Whether the transaction lane of that application name rests, all its statements prepared: the last of them was its last
/// word to the server that `admin` asks.
bool hasPrepared(Admin &admin, const QString &application);

/// A new request of an operator called "test".
RequestStamp stamp();

/// A text for a failed check, as QVERIFY2 takes it.
struct Words {
    QByteArray text;
    operator const char *() const { return text.constData(); }
};
Words describe(const Failure &failure);
template <class T>
Words describe(const Result<T> &result)
{
    return result.ok() ? Words{"ok"} : describe(result.failure());
}

} // namespace movr::test
