#pragma once

#include "db/fleet/catalog.h"
#include "db/movr/entities.h"
#include "models/meaning.h"
#include "models/presentation/region_labels.h"

#include <QList>

#include <optional>

namespace movr {

/// Where a line of an inspection leads, as a plain value.
struct InspectionLink {
    enum class To {
        ThisVehicle,
        ThisUser,
        ThisRide,
        VehiclesOfOwner,
        RidesOfRider,
        RidesOfVehicle,
        Trace,
        PlaceOfVehicle,
        PlaceOfUser,
        PlaceOfRide
    };
    To to = To::ThisVehicle;
    RowId id;
    bool operator==(const InspectionLink &) const = default;
};

struct InspectionLine {
    QString label;
    QString value;
    std::optional<InspectionLink> link;
    bool copyable = false;
    Meaning meaning = Meaning::Neutral;
};

/// What is known about one row: every field in words, times in the city's zone and UTC, home region and
/// partition, and the links to what belongs to it.
struct Inspection {
    QString title; ///< "Vehicle", "Ride", ...
    QString name;  ///< what people call it
    RowId id;
    QList<InspectionLine> lines;
};

Inspection inspect(const Vehicle &vehicle, const Catalog &catalog, const RegionLabels &labels = {});
Inspection inspect(const Ride &ride, const Catalog &catalog, const RegionLabels &labels = {});
Inspection inspect(const User &user, const Catalog &catalog, const RegionLabels &labels = {});
Inspection inspect(const OperatorAction &action, const Catalog &catalog, const RegionLabels &labels = {});

} // namespace movr
