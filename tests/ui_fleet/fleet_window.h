#pragma once

#include "app/process_setup.h"
#include "db/cluster/embedded_cluster.h"
#include "db/fleet/fleet.h"
#include "event_loop.h"
#include "tests/support/cluster_options.h"
#include "ui/actions/console_actions.h"
#include "ui/console_context.h"
#include "ui/pages/data_page.h"
#include "ui/settings/console_settings.h"
#include "ui/tables/paged_table_view.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/receipt_bar.h"
#include "ui/window/top_bar.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

#include <future>
#include <memory>

namespace movr::test {

/// Runs blocking work on a thread of its own while the event loop of the test goes on.
template <class Work>
auto onWorker(Work work, int seconds = 60)
{
    auto future = std::async(std::launch::async, std::move(work));
    const auto ready = [&future] {
        return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    };
    if (!loopUntil(ready, std::chrono::seconds(seconds)))
        qWarning("The work of a test takes longer than %d s.", seconds);
    return future.get();
}

/// The answer of a request to a fleet.
template <class Value>
Result<Value> await(QFuture<Result<Value>> future)
{
    const bool finished = loopUntil([&future] { return future.isFinished(); }, std::chrono::seconds(20));
    return finished && future.resultCount() == 1 ? future.result() : Result<Value>(Failure{});
}

/// A small fleet of three real servers, the console's own connection to it and its window. One an executable.
class FleetWindow
{
public:
    /// Why it could not be started; empty when it runs.
    QString startCluster(double scale = 0.05, ClusterOptions::Control control = ClusterOptions::Control::None)
    {
        setUpProcess();
        nameApplication();
        dressApplication();
        auto started =
            onWorker([options = clusterOptions(scale, control)] { return EmbeddedCluster::start(options); });
        if (!started.ok())
            return started.failure().sentence;
        m_cluster = std::move(started).value();
        return {};
    }

    /// Opens the window on the fleet. The settings stay the same over several openings.
    void open()
    {
        m_settings = std::make_unique<ConsoleSettings>(m_directory.filePath(QStringLiteral("settings.ini")));
        m_window = std::make_unique<MainWindow>(m_settings.get());
        const bool connected = m_fleet != nullptr;
        if (!connected)
            m_fleet = std::make_unique<Fleet>(m_cluster->deployment());
        m_window->setFleet(m_fleet.get());
        if (!connected)
            m_fleet->start();
        m_window->show();
        m_window->activateWindow();
    }

    void close()
    {
        closeWindow();
        m_fleet.reset();
    }
    /// The next window has the same connections: fifteen new ones take longer than most tests.
    void closeWindow()
    {
        if (!m_window)
            return;
        m_window->close();
        m_window->setFleet(nullptr);
        m_window.reset();
        m_settings.reset();
    }

    void stop()
    {
        close();
        onWorker([this] {
            m_cluster.reset();
            return true;
        });
    }

    EmbeddedCluster &cluster() { return *m_cluster; }
    Fleet &fleet() { return *m_fleet; }
    MainWindow &window() { return *m_window; }
    ConsoleSettings &settings() { return *m_settings; }
    MessageBar &messages() { return *m_window->view()->messageBar(); }
    QString receipt() { return m_window->view()->receiptBar()->text(); }
    TopBar &bar() { return *m_window->view()->topBar(); }

    DataPage *page() { return qobject_cast<DataPage *>(m_window->currentPage()); }
    PagedModel *model() { return qobject_cast<PagedModel *>(page()->view()->model()); }
    bool ready() { return model()->state() == LoadState::Ready && !model()->isLoading(); }
    bool settled() { return !model()->isLoading() && model()->state() != LoadState::Loading; }
    QString state()
    {
        return QStringLiteral("state %1, loading %2, %3 rows, %4")
            .arg(int(model()->state()))
            .arg(int(model()->isLoading()))
            .arg(model()->rowCount())
            .arg(model()->failure() ? model()->failure()->sentence : QStringLiteral("no failure"));
    }
    bool allUp()
    {
        const auto regions = m_fleet->regions();
        return !m_fleet->catalog().isEmpty()
            && std::all_of(regions.cbegin(), regions.cend(),
                           [](const RegionStatus &region) { return region.state == RegionState::Up; });
    }

    /// Chooses the last row of a box that has the text in it, with the keyboard.
    bool pick(QComboBox *box, const QString &text)
    {
        int wanted = -1;
        for (int row = box->count() - 1; row >= 0 && wanted < 0; --row)
            if (box->itemText(row).contains(text))
                wanted = row;
        for (int step = 0; wanted >= 0 && box->currentIndex() != wanted && step < 50; ++step) {
            QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
            loopFor(std::chrono::milliseconds(2));
        }
        return wanted >= 0 && box->currentIndex() == wanted;
    }
    /// `region`: a region's name, or the text of another choice.
    bool pickPlace(const QString &region, const QString &city)
    {
        const QString label = m_fleet->region(region).label;
        return pick(bar().findChild<QComboBox *>(QStringLiteral("regionPicker")),
                    label.isEmpty() ? region : label)
            && pick(bar().findChild<QComboBox *>(QStringLiteral("cityPicker")), city);
    }

    /// A click into the row's first visible cell.
    void clickRow(int row)
    {
        PagedTableView *view = page()->view();
        view->scrollTo(model()->index(row, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(model()->index(row, 0)).center());
    }
    template <class Row, class Wanted>
    bool selectWhere(Wanted wanted)
    {
        for (int row = 0; row < model()->rowCount(); ++row) {
            clickRow(row);
            const Selection selection = page()->selection();
            const auto *value = std::get_if<Row>(&selection);
            if (value && wanted(*value))
                return true;
        }
        return false;
    }
    template <class Row>
    Row selected()
    {
        const Selection selection = page()->selection();
        const auto *value = std::get_if<Row>(&selection);
        return value ? *value : Row{};
    }

    QAction *action(ConsoleAction kind) { return m_window->findChild<ConsoleActions *>()->action(kind); }
    /// The button of the action in the toolbar; nullptr when it is not to be seen.
    QWidget *button(ConsoleAction kind)
    {
        const auto bars = m_window->view()->findChildren<QToolBar *>();
        for (QToolBar *tools : bars)
            if (QWidget *found = tools->widgetForAction(action(kind)); found && found->isVisible())
                return found;
        return nullptr;
    }
    bool offered(ConsoleAction kind)
    {
        return action(kind)->isEnabled() && action(kind)->isVisible() && m_window->offers(kind);
    }
    /// Presses the action's button, or its keys where the page's toolbar has none.
    bool press(ConsoleAction kind)
    {
        if (!offered(kind))
            return false;
        if (QWidget *found = button(kind)) {
            QTest::mouseClick(found, Qt::LeftButton);
            return true;
        }
        activate();
        const auto keys = action(kind)->shortcut()[0];
        QTest::keyClick(m_window.get(), keys.key(), keys.keyboardModifiers());
        return true;
    }

    /// As a window manager does when a dialog has closed: keys go to the window again.
    void activate()
    {
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get()))
            qWarning("The window does not become active.");
    }

    /// The dialog that is open now; nullptr without one.
    QDialog *dialog()
    {
        const auto all = m_window->findChildren<QDialog *>();
        for (QDialog *one : all)
            if (one->isVisible())
                return one;
        return nullptr;
    }
    template <class Widget>
    static Widget *named(const QWidget *parent, const QString &accessibleName)
    {
        const auto all = parent->findChildren<Widget *>();
        for (Widget *widget : all)
            if (widget->accessibleName() == accessibleName && widget->isVisible())
                return widget;
        return nullptr;
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<EmbeddedCluster> m_cluster;
    std::unique_ptr<ConsoleSettings> m_settings;
    std::unique_ptr<MainWindow> m_window; ///< after the settings, before them gone
    std::unique_ptr<Fleet> m_fleet;
};

} // namespace movr::test
