#pragma once

#include "db/movr/pages.h"
#include "models/live_rows.h"
#include "models/refresh_pace.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace movr {

class Fleet;
class NewRowsBar;
class PagedModel;
class PagedTableView;

/// Keeps a table up to date while others work: hears the fleet's changes, decides whether the rows that are
/// shown are to be read again, and when; counts what is new above them. Where a region does not tell of its
/// changes, they are read again every few seconds while they are shown.
class LiveUpdates : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds rereadInterval{5'000};

    /// Owned by `view`.
    LiveUpdates(const LiveTraits &traits, PagedModel *model, PagedTableView *view);

    /// "37 new rides": to be laid out beside the view.
    NewRowsBar *bar() const { return m_bar; }
    void setFleet(Fleet *fleet);
    void setScope(const ViewScope &scope);
    void setFiltered(bool filtered) { m_filtered = filtered; }

Q_SIGNALS:
    /// `wide`: all rows of the window, not only those that are seen.
    void refreshWanted(bool wide);

private:
    void take(const ChangeBatch &batch);
    void want(LiveNeed need);
    void consider();
    void modelChanged();
    void scrolled();
    void watchSilent();
    void rereadSilent();
    void waitForCopy(const QStringList &regions);
    void showUnseen();
    void showStart();
    bool atStart() const;
    bool isSilent(const QString &region) const;
    LiveView::Order order() const;
    LiveView look() const;

    LiveRows m_rows;
    RefreshPace m_pace;
    PagedModel *m_model;
    PagedTableView *m_view;
    NewRowsBar *m_bar;
    QPointer<Fleet> m_fleet;
    ViewScope m_scope;
    QStringList m_cities;  ///< of the scope
    QStringList m_regions; ///< their homes
    LiveNeed m_need = LiveNeed::Nothing;
    bool m_filtered = false;
    bool m_asked = false;
    bool m_wide = false;                        ///< the whole window is due
    RefreshPace::Clock::time_point m_wideAt;    ///< when it was last read
    RefreshPace::Clock::time_point m_notBefore; ///< a copy needs its time
    QTimer m_timer;                             ///< until the pace allows it
    QTimer m_copyTimer;                         ///< once more, when the copy has what was told
    QTimer m_silentTimer;
};

} // namespace movr
