#pragma once

class QLineEdit;

namespace movr {

/// The buttons inside a line edit, with names: those that Qt puts there are buttons without one to a screen reader.
void addSearchIcon(QLineEdit *edit);
void addClearButton(QLineEdit *edit);

} // namespace movr
