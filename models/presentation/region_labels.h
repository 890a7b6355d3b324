#pragma once

#include "db/fleet/deployment.h"

#include <QHash>

namespace movr {

/// How regions are named to people: by the deployment's label ("US West"). What comes from db/ knows them by their
/// name ("gcp-us-west1"), which stays what commands, files and servers go by. A label that two regions share is not used.
class RegionLabels
{
public:
    RegionLabels() = default;
    explicit RegionLabels(const Deployment &deployment);

    /// The label; the name itself where there is none.
    QString of(const QString &name) const;
    QStringList of(const QStringList &names) const;
    /// "US West (gcp-us-west1)", where details are asked for.
    QString withName(const QString &name) const;
    /// A sentence of db/ with labels in place of names.
    QString in(const QString &sentence) const;
    /// The same where there is room for the names as well.
    QString withNamesIn(const QString &sentence) const;

private:
    template <class Named>
    QString replaced(const QString &sentence, Named named) const;

    QHash<QString, QString> m_labels; ///< by name
};

} // namespace movr
