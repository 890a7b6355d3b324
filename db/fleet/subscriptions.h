#pragma once

#include <QString>

namespace movr {

/// Name of the subscription through which a region's server follows another: what PostgreSQL allows in a slot name.
QString subscriptionName(const QString &subscriber, const QString &publisher);

} // namespace movr
