#include "ui/settings/console_settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace movr {

namespace {

constexpr int keptDeployments = 8;
constexpr int keptSearches = 8;

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");
const QString inspectorKey = QStringLiteral("window/inspector");
const QString pageKey = QStringLiteral("window/page");
const QString regionKey = QStringLiteral("place/region");
const QString cityKey = QStringLiteral("place/city");
const QString freshnessKey = QStringLiteral("place/nearest_copy");
const QString recentKey = QStringLiteral("deployments/recent");
const QString searchesKey = QStringLiteral("search/recent");
const QString schemeKey = QStringLiteral("appearance/scheme");
const QString utcKey = QStringLiteral("appearance/times_in_utc");
const QString operatorKey = QStringLiteral("operator/name");
const QString demoKey = QStringLiteral("demo/place");
const QString alertsKey = QStringLiteral("alerts/lines");
const QString exportFolderKey = QStringLiteral("exports/folder");

QString pageStateKey(const QString &page)
{
    return QStringLiteral("pages/") + page;
}

QString loginName()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable).trimmed();
        if (!name.isEmpty())
            return name;
    }
    const passwd *user = ::getpwuid(::geteuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QStringLiteral("operator");
}

} // namespace

ConsoleSettings::ConsoleSettings(const QString &file)
    : m_settings(file.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope,
                                            QStringLiteral("movr-console"), QStringLiteral("movr-console"))
                                      .fileName()
                                : file)
{}

QByteArray ConsoleSettings::windowGeometry() const
{
    return m_settings.value(geometryKey).toByteArray();
}

QByteArray ConsoleSettings::windowState() const
{
    return m_settings.value(stateKey).toByteArray();
}

void ConsoleSettings::setWindow(const QByteArray &geometry, const QByteArray &state)
{
    m_settings.setValue(geometryKey, geometry);
    m_settings.setValue(stateKey, state);
}

bool ConsoleSettings::inspectorShown() const
{
    return m_settings.value(inspectorKey, true).toBool();
}

void ConsoleSettings::setInspectorShown(bool shown)
{
    m_settings.setValue(inspectorKey, shown);
}

QVariantMap ConsoleSettings::pageState(const QString &page) const
{
    return m_settings.value(pageStateKey(page)).toMap();
}

void ConsoleSettings::setPageState(const QString &page, const QVariantMap &state)
{
    m_settings.setValue(pageStateKey(page), state);
}

QString ConsoleSettings::currentPage() const
{
    return m_settings.value(pageKey).toString();
}

void ConsoleSettings::setCurrentPage(const QString &page)
{
    m_settings.setValue(pageKey, page);
}

QString ConsoleSettings::regionChoice() const
{
    return m_settings.value(regionKey).toString();
}

QString ConsoleSettings::city() const
{
    return m_settings.value(cityKey).toString();
}

ViewScope::Freshness ConsoleSettings::freshness() const
{
    return m_settings.value(freshnessKey).toBool() ? ViewScope::Freshness::Nearest
                                                   : ViewScope::Freshness::Home;
}

void ConsoleSettings::setPlace(const QString &regionChoice, const QString &city,
                               ViewScope::Freshness freshness)
{
    m_settings.setValue(regionKey, regionChoice);
    m_settings.setValue(cityKey, city);
    m_settings.setValue(freshnessKey, freshness == ViewScope::Freshness::Nearest);
}

QStringList ConsoleSettings::recentDeployments() const
{
    return m_settings.value(recentKey).toStringList();
}

void ConsoleSettings::addRecentDeployment(const QString &file)
{
    if (file.isEmpty())
        return;
    QStringList files = recentDeployments();
    files.removeAll(file);
    files.prepend(file);
    m_settings.setValue(recentKey, QStringList(files.mid(0, keptDeployments)));
}

void ConsoleSettings::removeRecentDeployment(const QString &file)
{
    QStringList files = recentDeployments();
    files.removeAll(file);
    m_settings.setValue(recentKey, files);
}

QStringList ConsoleSettings::recentSearches() const
{
    return m_settings.value(searchesKey).toStringList();
}

void ConsoleSettings::addRecentSearch(const QString &text)
{
    if (text.isEmpty())
        return;
    QStringList texts = recentSearches();
    texts.removeAll(text);
    texts.prepend(text);
    m_settings.setValue(searchesKey, QStringList(texts.mid(0, keptSearches)));
}

void ConsoleSettings::forgetRecentSearches()
{
    m_settings.setValue(searchesKey, {});
}

ColorScheme ConsoleSettings::colorScheme() const
{
    return colorSchemeFromName(m_settings.value(schemeKey).toString());
}

void ConsoleSettings::setColorScheme(ColorScheme scheme)
{
    m_settings.setValue(schemeKey, colorSchemeName(scheme));
}

bool ConsoleSettings::timesInUtc() const
{
    return m_settings.value(utcKey).toBool();
}

void ConsoleSettings::setTimesInUtc(bool utc)
{
    m_settings.setValue(utcKey, utc);
}

QString ConsoleSettings::operatorName() const
{
    const QString name = m_settings.value(operatorKey).toString().trimmed();
    return name.isEmpty() ? loginName() : name;
}

void ConsoleSettings::setOperatorName(const QString &name)
{
    m_settings.setValue(operatorKey, name.trimmed());
}

QString ConsoleSettings::exportFolder() const
{
    const QString kept = m_settings.value(exportFolderKey).toString();
    if (!kept.isEmpty() && QFileInfo(kept).isDir())
        return kept;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

void ConsoleSettings::setExportFolder(const QString &folder)
{
    m_settings.setValue(exportFolderKey, folder);
}

QVariantList ConsoleSettings::alertLines() const
{
    return m_settings.value(alertsKey).toList();
}

void ConsoleSettings::setAlertLines(const QVariantList &lines)
{
    m_settings.setValue(alertsKey, lines);
}

QString ConsoleSettings::demoPlace() const
{
    return m_settings.value(demoKey, QStringLiteral("gcp-us-east1")).toString();
}

void ConsoleSettings::setDemoPlace(const QString &place)
{
    m_settings.setValue(demoKey, place);
}

} // namespace movr
