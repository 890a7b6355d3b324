#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/region_status.h"
#include "db/movr/pages.h"

#include <QFrame>

#include <optional>

class QComboBox;
class QLabel;
class QToolButton;
class QAction;

namespace movr {

class RegionModel;

/// Where the console looks: the pickers of region, city and freshness, and who is signed in. What was
/// chosen stays chosen while regions come and go.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    /// The words of the region choice that are no region's name.
    static QString autoChoice() { return {}; }
    static QString allChoice() { return QStringLiteral("*"); }

    TopBar(QAction *signIn, QAction *signOut, QWidget *parent = nullptr);

    /// A button that looks like a search field and triggers the action.
    void addSearch(QAction *search);

    void setRegions(const QList<RegionStatus> &regions);
    void setNearest(const QString &region);
    void setCatalog(const Catalog &catalog);
    void setRider(const std::optional<User> &rider);
    /// Age of the copy the page was read from.
    void setAge(std::optional<std::chrono::milliseconds> age);
    /// Whether the page shows what the pickers choose; they are off on one that shows the whole fleet.
    void setPickersUsed(bool used);

    QString regionChoice() const { return m_choice; }
    QString city() const { return m_city; }
    ViewScope::Freshness freshness() const { return m_freshness; }
    /// An unknown region or city is kept until the regions are known, then given up.
    void choose(const QString &regionChoice, const QString &city, ViewScope::Freshness freshness);
    /// That city, in its own region when the chosen one does not have it.
    void chooseCity(const QString &city);
    /// What the pages shall show. Auto stands for the nearest region.
    ViewScope scope() const;

Q_SIGNALS:
    void scopeChanged();
    /// The user chose something: worth remembering.
    void choiceChanged();

private:
    void setNearestShown(const QString &region);
    void build(QAction *signIn, QAction *signOut);
    void pickRegion(int row);
    void pickCity(int row);
    void pickFreshness(int row);
    void showChoice();
    void showCities();
    void announce();
    bool cityInRegion() const;
    QString chosenRegion() const;

    RegionModel *m_regions;
    QComboBox *m_regionPicker;
    QComboBox *m_cityPicker;
    QComboBox *m_freshnessPicker;
    QLabel *m_rider;
    QToolButton *m_signIn;
    QToolButton *m_signOut;

    QList<RegionStatus> m_known;
    Catalog m_catalog;
    QString m_nearest;   ///< the region that Auto shows
    QString m_answering; ///< the nearest one that answers
    QString m_choice;
    QString m_city;
    ViewScope::Freshness m_freshness = ViewScope::Freshness::Home;
    ViewScope m_announced;
};

} // namespace movr
