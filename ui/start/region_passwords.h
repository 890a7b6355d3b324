#pragma once

#include <QHash>
#include <QString>

namespace movr {

/// Region name to password, on its way to the fleet. Not comparable: nothing has a reason to.
struct RegionPasswords : QHash<QString, QString> {
    using QHash<QString, QString>::QHash;
    bool operator==(const RegionPasswords &) const = delete;
};

} // namespace movr
