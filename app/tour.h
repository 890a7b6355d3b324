#pragma once

#include "models/action_rules.h"
#include "ui/pages/table_page.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace movr {

class PlacementPage;
class PositionBar;

class MainWindow;

/// Visits every page and every dialog of a window with a fleet, light and dark, and saves a picture of
/// each. Waits for signals only, each wait bounded; prints the name of each file as it is written.
class Tour : public QObject
{
    Q_OBJECT

public:
    /// The window outlives the tour and has a fleet. `directory` is made when it is missing.
    Tour(MainWindow *window, const QString &directory, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// 0: every picture was taken; 1: not, and the error stream says which.
    void finished(int exitCode);

private:
    /// One step: does something, then what must come before the next step.
    struct Step {
        std::function<void()> act;
        std::function<bool()> ready; ///< empty: at once
        QString what;                ///< for the error when it does not come
    };

    void plan();
    void planScheme(ColorScheme scheme);
    void planPage(PageTarget::Page page, const QString &picture);
    void planLatency();
    void planLatencyPicture(const QString &picture, std::function<void()> act, std::function<bool()> ready);
    void planEmpty(const QString &picture);
    void planPlacement();
    void planPlacementTab(int tab, const QString &picture, std::function<bool()> ready);
    PlacementPage *placementPage() const;
    void planExperiment();
    void planServers();
    void planMiddle(const QString &picture);
    void planFilters(const QString &picture);
    void planScan(const QString &picture);
    void planMany(const QString &picture);
    void planOutcome(const QString &picture);
    void planSearch(const QString &picture);
    void planDialog(const PageTarget &target, ConsoleAction action, const QString &picture);
    void planHelp(const QString &picture, std::function<QWidget *()> open);
    void planAlertLines(const QString &picture);
    void planStartPage();
    void planLarge();
    PositionBar *positionBar() const;
    void step(QString what, std::function<void()> act, std::function<bool()> ready = {});

    void advance();
    void check();
    bool curvesArePainted() const;
    void fail(const QString &what);
    void finish(int exitCode);

    void await(TablePage *page);
    bool selectOffering(std::optional<ConsoleAction> action);
    void grab(QWidget *widget, const QString &picture);
    QString fileName(const QString &picture);

    MainWindow *m_window;
    QDir m_directory;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    ColorScheme m_scheme = ColorScheme::Light;
    ColorScheme m_former = ColorScheme::Desktop;
    QSize m_formerSize;
    int m_number = 0;
    bool m_served = false;
    QMetaObject::Connection m_serving;
    QPointer<QWidget> m_dialog;
    QTimer m_timeout;
    QTimer m_poll; ///< after each round of the event loop at first, then now and then
};

} // namespace movr
