#pragma once

#include "db/base/timing.h"

#include <QList>

#include <algorithm>

namespace movr {

/// Of at least one; of an even number the lower one of the two in the middle.
inline Nanoseconds medianOf(QList<Nanoseconds> values)
{
    const auto middle = values.begin() + (values.size() - 1) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace movr
