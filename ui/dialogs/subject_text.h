#pragma once

#include "models/action_rules.h"

#include <QString>

namespace movr {

/// How a sentence names a row: "Kona bike 1a2b3c4d in New York", "user ada (Ada Lovelace) in Rome",
/// "ride of ada on the Kona bike in Rome".
QString subjectText(const Vehicle &vehicle);
QString subjectText(const User &user);
QString subjectText(const Ride &ride);
/// Of whatever is selected; empty for nothing.
QString subjectText(const ActionSituation &situation);

} // namespace movr
