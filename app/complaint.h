#pragma once

#include <QString>

namespace movr {

/// A sentence about what is wrong, on standard error, with the program's name before it. One line, written at once.
void complain(const QString &sentence);

} // namespace movr
