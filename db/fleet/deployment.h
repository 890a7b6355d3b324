#pragma once

#include "db/base/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace movr {

/// A region as the user declares it: where it is and how to reach its server from this desk.
struct Region {
    QString name;         ///< "gcp-us-east1": the name used in movr.self and movr.placement
    QString label;        ///< "US East", for people
    double latitude = 0;  ///< degrees, -90..90
    double longitude = 0; ///< degrees, -180..180
    QString connection;   ///< libpq connection string without a password
    QString replication;  ///< how the other regions' servers reach it; empty: as `connection`
    bool operator==(const Region &) const = default;
};

/// A name and a list of regions. Which city lives where is in the database, never here.
struct Deployment {
    QString name;
    QList<Region> regions;
    QString file; ///< where it was read from; empty for one made in memory

    const Region *region(const QString &name) const;
    bool multiRegion() const { return regions.size() > 1; }
    bool operator==(const Deployment &) const = default;
};

/// Reads a deployment file (JSON). A syntax error is told with line and column, a missing or wrong key by
/// its path; two regions of one name, a password in a connection string and an unknown libpq keyword
/// are refused.
Result<Deployment> readDeployment(const QString &file);
Result<Deployment> parseDeployment(const QByteArray &text, const QString &origin);
/// Writes it whole or not at all (QSaveFile).
Result<Done> writeDeployment(const Deployment &deployment, const QString &file);
/// The rules of parseDeployment for a deployment from a form.
Result<Done> validate(const Deployment &deployment);

} // namespace movr
