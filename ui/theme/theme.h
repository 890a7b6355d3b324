#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace movr {

enum class ColorScheme { Desktop, Light, Dark };

/// The word kept in the settings ("desktop", "light", "dark") and back; unknown words mean Desktop.
QString colorSchemeName(ColorScheme scheme);
ColorScheme colorSchemeFromName(const QString &name);

/// The look of the program: style, palette and icons, switched while it runs. Fonts stay the desktop's.
/// Light and Dark are the program's own palettes on Fusion; Desktop leaves style and palette to the
/// platform. Call on the GUI thread after QApplication exists.
namespace theme {

void apply(ColorScheme scheme);
ColorScheme current();

QPalette lightPalette();
QPalette darkPalette();
/// The program's own icon, compiled in.
QIcon programIcon();
/// Whether texts are lighter than their background in this palette.
bool isDark(const QPalette &palette);

} // namespace theme
} // namespace movr
