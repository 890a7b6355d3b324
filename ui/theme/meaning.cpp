#include "ui/theme/meaning.h"

#include "ui/theme/mixed_color.h"

namespace movr {

namespace {

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

} // namespace

QColor meaningColor(Meaning meaning, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (meaning) {
    case Meaning::Neutral:
        return palette.color(QPalette::Text);
    case Meaning::Good:
        return dark ? QColor(0x6f, 0xcf, 0x84) : QColor(0x1a, 0x7a, 0x35);
    case Meaning::Info:
        return dark ? QColor(0x6c, 0xb6, 0xff) : QColor(0x0b, 0x5c, 0xad);
    case Meaning::Warning:
        return dark ? QColor(0xf0, 0xb4, 0x4c) : QColor(0x8f, 0x57, 0x00);
    case Meaning::Bad:
        return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x26, 0x1e);
    case Meaning::Muted:
        return mixedColor(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.68);
    }
    return palette.color(QPalette::Text);
}

QColor meaningBackground(Meaning meaning, const QPalette &palette)
{
    if (meaning == Meaning::Neutral || meaning == Meaning::Muted)
        return palette.color(QPalette::AlternateBase);
    return mixedColor(meaningColor(meaning, palette), palette.color(QPalette::Base), 0.14);
}

} // namespace movr
