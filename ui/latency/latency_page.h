#pragma once

#include "models/load_state.h"
#include "ui/latency/latency_feed.h"
#include "ui/pages/table_page.h"

#include <QElapsedTimer>
#include <QTimer>

class QFrame;
class QLabel;
class QStackedWidget;

namespace movr {

class AlertWatch;
class LatencyAlerts;
class LatencyChart;
class LatencyControls;
class LatencyDetails;
class LatencyPicture;
class LegendView;
class RegionFiguresModel;

/// What every query costs in every region, live: a chart over time with its legend, the statements, their distribution,
/// and the round trips. Asks at most once a second while it is shown, and never when it is hidden or paused; recording
/// goes on in either case.
class LatencyPage : public TablePage
{
    Q_OBJECT

public:
    explicit LatencyPage(ConsoleContext *context, QWidget *parent = nullptr);
    ~LatencyPage() override;

    PageTarget::Page kind() const override { return PageTarget::Page::Latency; }
    QString title() const override;
    QIcon icon() const override;
    void setFleet(Fleet *fleet) override;
    void setScope(const ViewScope &) override {} // latencies are of the whole fleet
    void applyFilter(const PageTarget &) override {}
    Selection selection() const override { return {}; }
    bool hasRows() const override { return false; }
    QList<QAction *> toolBarActions() const override { return m_actions; }
    void refresh() override;
    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;

    /// The history of one statement in one region: its curves and distribution over the last hour.
    void showStatement(const QString &statement, const QString &region);
    /// Whose lines the chart shows; it outlives the page. nullptr: none.
    void setAlerts(const AlertWatch *watch);
    LatencyChart *chart() const { return m_chart; }
    LatencyControls *controls() const { return m_controls; }
    LatencyDetails *details() const { return m_details; }
    LegendView *legend() const { return m_legend; }
    RegionFiguresModel *legendModel() const { return m_figures; }
    /// For tests: how often it asks while shown.
    void setRefreshInterval(std::chrono::milliseconds interval) { m_again.setInterval(interval); }
    QAction *pauseAction() const { return m_pause; }
    LoadState state() const { return m_state; }
    /// What the strip above the chart says; empty while there is nothing to say.
    QString notice() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildActions();
    void connectParts();
    LatencyQuestion question() const;
    void ask(bool fresh);
    void tick();
    void accept(const LatencyAnswer &answer);
    void acceptFailure(const Failure &failure);
    void choiceChanged();
    void setState(LoadState state);
    void setPaused(bool paused);
    void showNotice();
    QTimeZone zone() const;

    ConsoleContext *m_context;
    Fleet *m_fleet = nullptr;
    LoadState m_state = LoadState::Idle;
    std::optional<Failure> m_failure;        ///< of the last question
    std::optional<Failure> m_historyFailure; ///< the answer goes without the history
    LatencyScene m_scene;
    QDateTime m_answeredAt;
    QElapsedTimer m_askedBefore;
    QTimer m_again; ///< while shown
    QList<QAction *> m_actions;
    QAction *m_pause = nullptr;
    QAction *m_whole = nullptr;
    QAction *m_refresh = nullptr;
    LatencyFeed *m_feed;
    RegionFiguresModel *m_figures;
    LatencyControls *m_controls;
    QFrame *m_noticeBar;
    QLabel *m_notice;
    LatencyPicture *m_picture;
    LatencyChart *m_chart;
    LatencyAlerts *m_alerts;
    LegendView *m_legend;
    LatencyDetails *m_details;
    QStackedWidget *m_stack;
};

} // namespace movr
