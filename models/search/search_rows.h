#pragma once

#include "db/search/search_hit.h"
#include "models/inspection.h"
#include "models/meaning.h"

#include <QString>

#include <optional>

namespace movr {

/// Something the console can do, as the search finds it. The owner of the actions keeps the number.
struct SearchCommand {
    int number = -1;
    QString title;       ///< "Start ride"
    QString where;       ///< "Ride", "View › Appearance": where it is besides
    QString shortcut;    ///< as the desktop writes it; may be empty
    QString unavailable; ///< why not now; empty: it can be done
    bool operator==(const SearchCommand &) const = default;
};

/// One line of what was found. Headings and notes cannot be chosen.
struct SearchRow {
    enum class Kind { Heading, Command, Recent, ForgetRecent, User, Vehicle, Ride, Note, Gap };

    Kind kind = Kind::Note;
    QString key; ///< the same for the same thing, whatever else is found
    QString title;
    QString detail;
    QString trailing; ///< shortcut or id
    Meaning meaning = Meaning::Neutral;
    bool choosable = false;
    int command = -1;                   ///< of a Command
    std::optional<InspectionLink> link; ///< of a User, Vehicle or Ride
    bool operator==(const SearchRow &) const = default;
};

} // namespace movr
