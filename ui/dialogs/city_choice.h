#pragma once

#include <QString>

class QComboBox;

namespace movr {

class Fleet;

/// Fills the box with the cities whose home region takes writes now, `preferred` chosen when it is one of
/// them; otherwise nothing is chosen. `fleet` may be nullptr.
void fillCities(QComboBox *box, const Fleet *fleet, const QString &preferred);

} // namespace movr
