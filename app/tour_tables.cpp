#include "app/tour.h"
#include "app/tour_targets.h"
#include "models/search/search_model.h"
#include "ui/search/search_anything.h"
#include "ui/search/search_palette.h"
#include "ui/tables/position_bar.h"
#include "ui/tables/table_state_overlay.h"
#include "ui/window/console_view.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QDialog>
#include <QItemSelectionModel>
#include <QLineEdit>

#include <algorithm>

namespace movr {

using namespace tour;
using PageKind = PageTarget::Page;

namespace {

/// Rows looked at for one that offers the action: riders ride meanwhile, and rows change.
constexpr int rowsTried = 200;

QAbstractItemView *tableOf(const TablePage *page)
{
    const auto views = page->findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        if (view->isVisibleTo(page) && view->model() && view->inherits("QTableView"))
            return view;
    }
    return nullptr;
}

} // namespace

void Tour::planPage(PageTarget::Page page, const QString &picture)
{
    step(
        tr("rows of the page %1").arg(picture),
        [this, page] {
            await(m_window->view()->page(page));
            m_window->follow(allOf(page));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(std::nullopt); });
    step(
        tr("the inspector beside the page %1").arg(picture), [] {},
        [this] { return !m_window->inspecting(); });
    step(picture, [] {}); // one round of the event loop, for the layout
    step(picture, [this, picture] { grab(m_window, picture); });
}

/// The middle of the table, as a hand on the scroll bar leads there.
void Tour::planMiddle(const QString &picture)
{
    step(
        tr("the first rides"),
        [this] {
            await(m_window->view()->page(PageKind::Rides));
            m_window->follow(allOf(PageKind::Rides));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && positionBar()->text().contains(QStringLiteral("about")); });
    step(
        tr("rides in the middle"),
        [this] {
            positionBar()->setSliderDown(true);
            positionBar()->setSliderPosition(positionBar()->maximum() / 2);
        },
        [this] {
            return positionBar()->text().startsWith(QStringLiteral("About")) && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        positionBar()->setSliderDown(false);
    });
}

PositionBar *Tour::positionBar() const
{
    return m_window->view()->page(PageKind::Rides)->findChild<PositionBar *>();
}

void Tour::planFilters(const QString &picture)
{
    RideFilter filter;
    filter.active = false;
    filter.started = TimeRange{TimeRange::Kind::LastHour, {}, {}};
    step(
        tr("filtered rides"),
        [this, filter] {
            await(m_window->view()->page(PageKind::Rides));
            m_window->follow({PageKind::Rides, {}, filter});
        },
        [this] { return m_served && selectOffering(std::nullopt); });
    step(
        tr("the inspector"), [] {}, [this] { return !m_window->inspecting(); });
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

void Tour::planScan(const QString &picture)
{
    RideFilter filter;
    filter.place = QStringLiteral("park");
    step(
        tr("a filter without an index"),
        [this, filter] {
            m_window->follow({PageKind::Rides, {}, filter});
        },
        [this] {
            const auto *overlay = m_window->currentPage()->findChild<TableStateOverlay *>();
            return overlay && overlay->isVisible() && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->follow(allOf(PageKind::Rides));
    });
}

/// One action on several rows: its form.
void Tour::planMany(const QString &picture)
{
    step(
        tr("several vehicles"),
        [this] {
            await(m_window->view()->page(PageKind::Vehicles));
            m_window->follow(vehiclesThat(VehicleStatus::Available));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(ConsoleAction::TakeOutOfService); });
    step(tr("several selected vehicles"), [this] {
        QAbstractItemView *table = tableOf(m_window->currentPage());
        const QAbstractItemModel *model = table->model();
        const int last = std::min(19, model->rowCount() - 1);
        table->selectionModel()->select(
            QItemSelection(model->index(0, 0), model->index(last, model->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
    });
    planHelp(picture, [this] { return m_window->openDialog(ConsoleAction::TakeOutOfService); });
}

void Tour::planEmpty(const QString &picture)
{
    UserFilter nobody;
    nobody.namePrefix = QStringLiteral("zzzz");
    step(
        tr("the empty page"),
        [this, nobody] {
            await(m_window->view()->page(PageKind::Users));
            m_window->follow({PageKind::Users, {}, nobody});
        },
        [this] {
            return m_served && tableOf(m_window->currentPage())->model()->rowCount() == 0
                && !m_window->inspecting();
        });
    step(picture, [] {});
    step(picture, [this, picture] { grab(m_window, picture); });
}

void Tour::planOutcome(const QString &picture)
{
    step(
        tr("a vehicle out of service"),
        [this] {
            await(m_window->view()->page(PageKind::Vehicles));
            m_window->follow(vehiclesThat(VehicleStatus::Unavailable));
            m_window->currentPage()->refresh();
        },
        [this] { return m_served && selectOffering(ConsoleAction::ReturnToService); });
    step(
        tr("the outcome"),
        [this] {
            await(m_window->currentPage()); // which is read again after the change
            m_window->openDialog(ConsoleAction::ReturnToService);
        },
        [this] { return m_served && m_window->view()->messageBar()->isVisible(); });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->view()->messageBar()->dismiss(); // it is no part of the next ones
    });
}

void Tour::planSearch(const QString &picture)
{
    step(
        tr("what the search finds"),
        [this] {
            m_window->search()->open();
            // Begins actions, streets and stations.
            m_window->search()->palette()->findChild<QLineEdit *>()->setText(QStringLiteral("sta"));
        },
        [this] {
            const SearchModel *found = m_window->search()->palette()->model();
            return found->hitsAreCurrent() && !found->isSearching() && found->hitCount() > 0;
        });
    step(picture, [] {});
    step(picture, [this, picture] {
        grab(m_window, picture);
        m_window->search()->palette()->dismiss();
    });
}

void Tour::planDialog(const PageTarget &target, ConsoleAction action, const QString &picture)
{
    step(
        tr("a row for the dialog %1").arg(picture),
        [this, target] {
            await(m_window->view()->page(target.page));
            m_window->follow(target);
            m_window->currentPage()->refresh();
        },
        [this, action] { return m_served && selectOffering(action); });
    planHelp(picture, [this, action] { return m_window->openDialog(action); });
}

void Tour::await(TablePage *page)
{
    m_served = false;
    disconnect(m_serving);
    m_serving = connect(page, &TablePage::served, this, [this] { m_served = true; });
}

bool Tour::selectOffering(std::optional<ConsoleAction> action)
{
    QAbstractItemView *const table = tableOf(m_window->currentPage());
    const int rows = table ? qMin(table->model()->rowCount(), rowsTried) : 0;
    for (int row = 0; row < rows; ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        if (!action || m_window->offers(*action))
            return true;
    }
    return false;
}

} // namespace movr
