#pragma once

#include <QString>

class QComboBox;

namespace movr {

class Fleet;

/// Fills the box with all cities; those whose home region takes no writes now say so and cannot be chosen. `preferred`
/// is chosen when it can be; otherwise nothing is, and the box says why. `fleet` may be nullptr.
void fillCities(QComboBox *box, const Fleet *fleet, const QString &preferred);

} // namespace movr
