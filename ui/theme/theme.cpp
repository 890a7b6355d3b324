#include "ui/theme/theme.h"

#include "ui/theme/program_style.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QStandardPaths>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <array>
#include <memory>

/// The resources lie in a static library: without this nothing pulls them in. Global, as the macro needs it.
static void initProgramResources()
{
    Q_INIT_RESOURCE(movr);
}

namespace movr {

namespace {

struct Shades {
    QRgb window, windowText, base, alternate, text, button, buttonText, placeholder, highlight, highlightText;
    QRgb link, linkVisited, toolTip, toolTipText, light, midlight, mid, dark, shadow, disabledText, bright;
};

constexpr Shades lightShades{0xfff2f4f7, 0xff1c2430, 0xffffffff, 0xfff7f9fb, 0xff1c2430, 0xfffafbfc,
                             0xff1c2430, 0xff6b7685, 0xff1f66c1, 0xffffffff, 0xff1a5fb4, 0xff6b3fa0,
                             0xff263141, 0xfff4f6f8, 0xffffffff, 0xffe9edf1, 0xffc3cad3, 0xffa3acb8,
                             0xff6c7683, 0xff8a939f, 0xffc01c28};
constexpr Shades darkShades{0xff2a2f37, 0xffe4e8ed, 0xff1c2026, 0xff22272e, 0xffe4e8ed, 0xff39414c,
                            0xffe4e8ed, 0xff98a2b0, 0xff2d74d2, 0xffffffff, 0xff6cb0ff, 0xffc3a1f5,
                            0xff3b4452, 0xffeef1f4, 0xff4a5461, 0xff424b57, 0xff49525e, 0xff171a1f,
                            0xff0e1013, 0xff7d8794, 0xffff7b72};

QPalette paletteOf(const Shades &shades)
{
    using Role = QPalette::ColorRole;
    const std::array<std::pair<Role, QRgb>, 21> colors{{
        {QPalette::Window, shades.window},
        {QPalette::WindowText, shades.windowText},
        {QPalette::Base, shades.base},
        {QPalette::AlternateBase, shades.alternate},
        {QPalette::Text, shades.text},
        {QPalette::Button, shades.button},
        {QPalette::ButtonText, shades.buttonText},
        {QPalette::PlaceholderText, shades.placeholder},
        {QPalette::Highlight, shades.highlight},
        {QPalette::HighlightedText, shades.highlightText},
        {QPalette::Link, shades.link},
        {QPalette::LinkVisited, shades.linkVisited},
        {QPalette::ToolTipBase, shades.toolTip},
        {QPalette::ToolTipText, shades.toolTipText},
        {QPalette::Light, shades.light},
        {QPalette::Midlight, shades.midlight},
        {QPalette::Mid, shades.mid},
        {QPalette::Dark, shades.dark},
        {QPalette::Shadow, shades.shadow},
        {QPalette::BrightText, shades.bright},
        {QPalette::NoRole, 0},
    }};
    QPalette palette;
    for (const auto &[role, rgb] : colors) {
        if (role != QPalette::NoRole)
            palette.setColor(role, QColor::fromRgba(rgb));
    }
    for (const Role role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgba(shades.disabledText));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgba(shades.mid));
    palette.setColor(QPalette::Disabled, QPalette::Base, QColor::fromRgba(shades.window));
    return palette;
}

/// What the platform came with, before the program changed anything.
struct PlatformLook {
    QString style = QApplication::style()->name();
    QPalette palette = QApplication::palette();
    QString icons = QIcon::themeName();
};

const PlatformLook &platformLook()
{
    static const PlatformLook look;
    return look;
}

bool iconThemeInstalled(const QString &name)
{
    const QStringList paths = QIcon::themeSearchPaths();
    return std::any_of(paths.cbegin(), paths.cend(), [&](const QString &path) {
        return QFileInfo::exists(QDir(path).filePath(name + QStringLiteral("/index.theme")));
    });
}

/// Some platforms know no icon directories at all; the shared ones are where breeze lies.
void addSharedIconPaths()
{
    QStringList paths = QIcon::themeSearchPaths();
    const QStringList shared = QStandardPaths::locateAll(
        QStandardPaths::GenericDataLocation, QStringLiteral("icons"), QStandardPaths::LocateDirectory);
    for (const QString &path : shared) {
        if (!paths.contains(path))
            paths.append(path);
    }
    QIcon::setThemeSearchPaths(paths);
}

/// A desktop's own icons stay; where there are none, or where their shade would vanish on the
/// program's own palette, breeze steps in.
void applyIcons(ColorScheme scheme)
{
    const bool dark = theme::isDark(QApplication::palette());
    const QString breeze = dark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze");
    const QString own = platformLook().icons;
    const bool platformHasNone = own.isEmpty() || own == u"hicolor" || !iconThemeInstalled(own);
    QIcon::setFallbackThemeName(breeze);
    QIcon::setThemeName(platformHasNone || scheme != ColorScheme::Desktop ? breeze : own);
}

ColorScheme &chosen()
{
    static ColorScheme scheme = ColorScheme::Desktop;
    return scheme;
}

} // namespace

QString colorSchemeName(ColorScheme scheme)
{
    switch (scheme) {
    case ColorScheme::Light:
        return QStringLiteral("light");
    case ColorScheme::Dark:
        return QStringLiteral("dark");
    case ColorScheme::Desktop:
        break;
    }
    return QStringLiteral("desktop");
}

ColorScheme colorSchemeFromName(const QString &name)
{
    if (name == u"light")
        return ColorScheme::Light;
    return name == u"dark" ? ColorScheme::Dark : ColorScheme::Desktop;
}

namespace theme {

void apply(ColorScheme scheme)
{
    const PlatformLook &platform = platformLook();
    chosen() = scheme;
    addSharedIconPaths();
    // Icons are looked up when the palette change is announced, so their theme comes first and again
    // after it, when the desktop's palette decides the shade.
    const bool own = scheme != ColorScheme::Desktop;
    const bool isOwn = qobject_cast<ProgramStyle *>(QApplication::style());
    // A desktop without a style of its own has Fusion.
    const bool wanted = own || platform.style.compare(u"fusion", Qt::CaseInsensitive) == 0;
    if (wanted && !isOwn)
        QApplication::setStyle(std::make_unique<ProgramStyle>().release());
    else if (!wanted && isOwn)
        QApplication::setStyle(QStyleFactory::create(platform.style));
    const QPalette palette = !own                        ? platform.palette
                           : scheme == ColorScheme::Dark ? darkPalette()
                                                         : lightPalette();
    QIcon::setThemeName(isDark(palette) ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
    QApplication::setPalette(palette);
    applyIcons(scheme);
}

ColorScheme current()
{
    return chosen();
}

QIcon programIcon()
{
    static const bool ready = (initProgramResources(), true);
    Q_UNUSED(ready)
    return QIcon(QStringLiteral(":/icons/movr-console.svg"));
}

QPalette lightPalette()
{
    return paletteOf(lightShades);
}

QPalette darkPalette()
{
    return paletteOf(darkShades);
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

} // namespace theme
} // namespace movr
