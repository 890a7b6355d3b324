#pragma once

#include <QByteArray>
#include <QString>

#include <variant>

namespace movr {

/// A partition gets another home; no row is copied.
struct MoveHome {
    QString partition; ///< "us_east"
    QString to;        ///< region's name
};

/// A city that is in no partition yet gets one of its own, at home in a region.
struct AddCity {
    QString city;
    QByteArray timeZone;  ///< IANA id
    double latitude = 0;  ///< degrees, -90..90
    double longitude = 0; ///< degrees, -180..180
    QString region;       ///< its home
};

/// A guided change of placement.
using PlacementRequest = std::variant<MoveHome, AddCity>;

} // namespace movr
