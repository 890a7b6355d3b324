#pragma once

#include <QString>

namespace movr {

/// A partition's name for a city: "São Paulo" -> "sao_paulo". Letters, digits and underscores of ASCII; never empty, and
/// short enough for a number after it and a table's name before it.
QString partitionNameFor(const QString &city);

} // namespace movr
