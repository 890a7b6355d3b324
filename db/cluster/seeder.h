#pragma once

#include "db/base/result.h"
#include "db/lane/conninfo.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace movr {

/// The password of every user of the demo fleet, so that one can sign any of them in.
inline constexpr auto demoPassword = "movr-demo";

/// Fills an empty schema with a fleet of believable data: 10,000 users, 6,000 vehicles and 100,000 rides at
/// scale 1, the same every time but for the present they end at. Blocking; partitions are filled side by side.
Result<Done> seedFleet(const ConnectionSettings &server, const QStringList &regions, double scale,
                       const std::function<void(const QString &)> &progress);

} // namespace movr
