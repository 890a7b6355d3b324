#pragma once

#include "db/movr/transactions.h"

#include <variant>

namespace movr {

/// A transaction that can be asked for many rows at once. Each has a request id of its own.
using BulkRequest = std::variant<TakeOutOfService, ReturnToService, RemoveVehicle, ForceEndRide>;

} // namespace movr
