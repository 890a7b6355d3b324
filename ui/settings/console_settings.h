#pragma once

#include "db/movr/pages.h"
#include "ui/settings/settings_file.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace movr {

/// What the console remembers between two starts: a seam over the file, so that tests can give one of
/// their own. No secrets. GUI thread, which never waits for the disk.
class ConsoleSettings
{
public:
    /// `file`: an ini file; empty for the user's own settings.
    explicit ConsoleSettings(const QString &file = {});

    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    void setWindow(const QByteArray &geometry, const QByteArray &state);
    bool inspectorShown() const;
    void setInspectorShown(bool shown);

    /// State of a page by its name: column widths, filters, sort order.
    QVariantMap pageState(const QString &page) const;
    void setPageState(const QString &page, const QVariantMap &state);
    QString currentPage() const;
    void setCurrentPage(const QString &page);

    /// The pickers' choice. An unset region means Auto; the word for all regions is in RegionChoice.
    QString regionChoice() const;
    QString city() const;
    ViewScope::Freshness freshness() const;
    void setPlace(const QString &regionChoice, const QString &city, ViewScope::Freshness freshness);

    /// Files of the last deployments, newest first; at most eight.
    QStringList recentDeployments() const;
    void addRecentDeployment(const QString &file);
    void removeRecentDeployment(const QString &file);

    /// Texts that found something, newest first; at most eight.
    QStringList recentSearches() const;
    void addRecentSearch(const QString &text);
    void forgetRecentSearches();

    ColorScheme colorScheme() const;
    void setColorScheme(ColorScheme scheme);
    bool timesInUtc() const;
    void setTimesInUtc(bool utc);
    /// The login name until another one is set. Never empty.
    QString operatorName() const;
    void setOperatorName(const QString &name);

    /// Where the last export went; the documents' folder until there was one.
    QString exportFolder() const;
    void setExportFolder(const QString &folder);

    /// As alertLinesToSettings() makes them.
    QVariantList alertLines() const;
    void setAlertLines(const QVariantList &lines);

    /// Where the demo's desk stands.
    QString demoPlace() const;
    void setDemoPlace(const QString &place);

private:
    SettingsFile m_settings;
};

} // namespace movr
