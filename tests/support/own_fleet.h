#pragma once

#include "tests/support/test_fleet.h"

#include <QStringList>

namespace movr::test {

/// A fleet of a test's own: a database on each of the shared fleet's servers, with schema, publications, subscriptions
/// and some rows, all analyzed. What it makes it takes away again.
class OwnFleet
{
public:
    /// Ends the test program with the reason when it cannot be made.
    explicit OwnFleet(const QList<Endpoint> &endpoints);
    ~OwnFleet();
    OwnFleet(const OwnFleet &) = delete;
    OwnFleet &operator=(const OwnFleet &) = delete;

    const Deployment &deployment() const { return m_deployment; }
    QStringList regions() const;
    Admin &in(const QString &region) { return *m_admins.at(region); }
    /// Runs it on every region, in their order.
    void everywhere(const QString &sql);
    enum class Followers {
        All,
        Running ///< one that was stopped is not waited for
    };
    /// Waits until every copy has what its home has now; false after 90 s.
    bool caughtUp(Followers followers = Followers::All);
    /// ANALYZE everywhere.
    void analyze();
    /// Runs a finding's fix as a person would: each part on the region that the comment above it names, once the copies
    /// have caught up.
    void runFix(const QString &fix);

private:
    void seed();
    void takeAway();
    /// For the reason of a failure: slots, first copies and long transactions of every region.
    QString whatIsBehind();

    QList<Endpoint> m_endpoints;
    QString m_database;
    Deployment m_deployment;
    std::map<QString, std::unique_ptr<Admin>> m_admins;
};

} // namespace movr::test
