#pragma once

#include "models/load_state.h"
#include "ui/pages/table_page.h"

#include <chrono>

class QAction;
class QStackedWidget;

namespace movr {

class AlertWatch;
class LatencyBoard;
class LatencyChart;
class LatencyControls;
class LatencyDetails;
class LatencyNotice;
class LatencyPicture;
class LatencyReader;
class LegendView;
class RegionFiguresModel;
struct LatencyAnswer;

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
    LatencyChart *chart() const;
    LatencyControls *controls() const { return m_controls; }
    LatencyDetails *details() const;
    LegendView *legend() const;
    RegionFiguresModel *legendModel() const;
    /// For tests: how often it asks while shown.
    void setRefreshInterval(std::chrono::milliseconds interval);
    QAction *pauseAction() const { return m_pause; }
    LoadState state() const;
    /// What the strip above the chart says; empty while there is nothing to say.
    QString notice() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildActions();
    void connectParts();
    void accept(const LatencyAnswer &answer);
    void showState();
    void showNotice();

    ConsoleContext *m_context;
    Fleet *m_fleet = nullptr;
    QList<QAction *> m_actions;
    QAction *m_pause = nullptr;
    QAction *m_whole = nullptr;
    QAction *m_refresh = nullptr;
    LatencyControls *m_controls;
    LatencyNotice *m_notice;
    LatencyPicture *m_picture;
    LatencyBoard *m_board;
    QStackedWidget *m_stack;
    LatencyReader *m_reader;
};

} // namespace movr
