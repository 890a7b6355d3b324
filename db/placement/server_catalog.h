#pragma once

#include "db/base/result.h"
#include "db/lane/pq_session.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace movr {

/// A relation of one server's catalog: a table, an index, or a partition of one.
struct CatalogRelation {
    QString schema;
    QString root; ///< the top of its partition tree; its own name when it is none
    QString name;
    bool index = false;
    bool parent = false;   ///< partitioned: it holds no rows itself
    QString tableRelation; ///< of an index: the table or partition it is on
    QString partitionKey;  ///< of a parent table
    QString bound;         ///< of a table's partition
    std::optional<qint64> bytes;
    std::optional<double> rows; ///< estimate; unset: statistics were never collected
    QDateTime analyzed;         ///< UTC; invalid: not known
    bool analyzedEver = false;
    qint64 modified = 0; ///< rows changed since
    QString definition;  ///< of an index
    bool primary = false;
    bool unique = false;
    bool valid = true; ///< of an index; a partitioned one is valid when every partition has it
    QString predicate; ///< of a partial index
    bool hasCity = false;
};

/// What a server follows, by table.
struct CatalogSubscription {
    QString name;
    QString slot;
    bool enabled = false;
    bool running = false;
    std::optional<qint64> confirmed; ///< position in the publisher's log
    QHash<QString, QString> tables;  ///< "schema.name" to state: i, d, f, s, r
    /// How long the last message was on its way, by two clocks: only with the way back does it tell a round trip.
    std::optional<qint64> transitMicros;
};

/// A follower as its publisher sees it.
struct CatalogSlot {
    bool active = false;
    std::optional<qint64> behind; ///< bytes
};

/// What one server's catalogs say, section by section: what the role may not see is left out and named in `hidden`.
struct ServerCatalog {
    QString region;
    QString serverVersion;
    QString address;
    QDateTime clock; ///< UTC, the server's own
    QDateTime readAt;
    Nanoseconds firstAnswer{}; ///< from send to the first section's answer: about one round trip
    QList<CatalogRelation> relations;
    QHash<QString, QStringList>
        allowedCities;                  ///< by table: what its CHECK allows; a table without has no entry
    QHash<QString, QString> cityChecks; ///< the name of that CHECK
    QHash<QString, QHash<QString, double>> shares; ///< by table: city to its share of the rows, 0..1
    QHash<QString, bool> guards;                   ///< by table: whether the guard is on
    QSet<QString> published;
    QList<CatalogSubscription> subscriptions;
    QHash<QString, CatalogSlot> replicationSlots;
    std::optional<int> schemaVersion; ///< 0: no movr schema; unset: this role may not see it
    QString self;
    QHash<QString, QString> placement; ///< partition to region
    QStringList placedTables;
    QStringList knownCities;
    QHash<QString, QDateTime> beats; ///< by region
    /// Counted on request: by table, city to rows; a table without cities has one entry of a null city.
    QHash<QString, QHash<QString, qint64>> counted;
    QHash<QString, qint64> activeRides; ///< by city
    QHash<QString, qint64> vehicles;
    QList<Failure> hidden;
    QSet<QString> missing; ///< the sections of these

    bool has(const char *section) const { return !missing.contains(QLatin1String(section)); }
    const CatalogRelation *relation(const QString &key) const;
};

/// "name" in schema public, else "schema.name": how relations are known in the tables above.
QString relationKey(const QString &schema, const QString &name);

/// The texts of an expression's string literals, in order: 'it''s' is it's. Knows E'' as pg_get_expr writes it.
QStringList stringLiterals(const QString &expression);

/// Reads every section in one round trip, on a lane's thread with the session open. A failure only when the server did
/// not answer as a whole.
Result<ServerCatalog> readServerCatalog(PqSession &session, bool exact);

} // namespace movr
