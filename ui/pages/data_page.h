#pragma once

#include "db/fleet/fleet.h"
#include "models/live_rows.h"
#include "models/paged_model.h"
#include "ui/pages/filter_bar.h"
#include "ui/pages/table_page.h"

#include <QHash>
#include <QPointer>

class QHBoxLayout;
class QLabel;

namespace movr {

class ConsoleContext;
class LiveUpdates;
class LostRow;
class SavedFilters;
class PagedTableView;
class PositionBar;
class TableNotice;
class TableStateOverlay;

/// What the table pages have in common: the bar, the notice, the table, and when its rows are asked for.
/// A subclass says what is filtered and which request brings its rows.
class DataPage : public TablePage
{
    Q_OBJECT

public:
    void setFleet(Fleet *fleet) override;
    void setScope(const ViewScope &scope) override;
    void refresh() override;
    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    SelectedRows selectedRows() const override;
    RowSource source() const override;
    ViewSnapshot snapshot() const override;
    void fillColumnMenu(QMenu *menu) override;
    void copySelection() const override;

    LoadState loadState() const { return m_model->state(); }
    PagedTableView *view() const { return m_view; }
    Selection lostSelection() const override;

protected:
    /// `model` becomes a child of the page. `viewName` names the page's requests to the fleet.
    DataPage(ConsoleContext *context, PagedModel *model, const QString &viewName, const QString &rowsName,
             QWidget *parent);

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

    virtual void ask(const PageRequest &request) = 0;
    /// Asks where the rows of the same query stand in the whole table.
    virtual void askPositions(quint64 wanted) = 0;
    /// Every filter that is set, in words.
    virtual QList<FilterChip> chips() const = 0;
    /// The value of a row of the table; monostate while it is not there.
    virtual Selection rowAt(int row) const = 0;
    /// The filter and the order, without a position.
    virtual ViewQuery viewQuery() const = 0;
    virtual void resetFilters() = 0;
    virtual void removeFilter(const QString &name) = 0;
    /// Whether an index leads to the rows of the filter; without one the user is asked first.
    virtual bool indexed() const { return true; }
    virtual QVariantMap saveFilters() const = 0;
    virtual void restoreFilters(const QVariantMap &values) = 0;

    /// Shows what others change as it happens. Once, when the page is made.
    void followChanges(const LiveTraits &traits);

    FilterBar *bar() const { return m_bar; }
    Fleet *fleet() const { return m_fleet; }
    /// After any change of the filters: asks for other rows.
    void filtersChanged();
    /// Changes controls without a request for each of them, then asks once.
    template <class Change>
    void changeFilters(Change change);

    /// Asks the fleet for a page of this filter and hands the answer to the model; late answers are dropped.
    template <class Query, class Model, class Method>
    void askFleet(Method method, Model *model, const decltype(Query::filter) &filter,
                  const PageRequest &request);

    template <class Query, class Model>
    static Query queryOf(const Model *model, const decltype(Query::filter) &filter);
    template <class Query, class Model>
    void askFleetForPositions(Model *model, const decltype(Query::filter) &filter, quint64 wanted);

    /// "Owner 1a2b3c4d": a chip of a linked row, appended when there is one.
    static void appendChip(QList<FilterChip> &chips, const QString &name, const QString &kind,
                           const std::optional<RowId> &id);
    /// A linked row for the settings, and back.
    static QVariant saveRow(const std::optional<RowId> &id);
    static std::optional<RowId> restoreRow(const QVariant &value);

private:
    enum class Due { Nothing, Refresh, Reload };

    void wireView();
    void load(Due what);
    void catalogChanged();
    void waitForCatalog();
    void regionChanged(const QString &name);
    void regionWentDown(const RegionStatus &region);
    bool concerns(const QString &region) const;
    QString homeOfScope() const;
    void setBarQuiet(bool quiet);
    QString filterText() const; ///< every chip, comma separated
    void tellOfFilters();
    void tellPlace();
    QString placeText() const;
    void tellServed(const QString &regions, std::optional<std::chrono::milliseconds> age);
    void focusRows();
    void askBeforeScan();
    void goOn();
    void cancelLoading();

    ConsoleContext *m_context;
    PagedModel *m_model;
    FilterBar *m_bar;
    SavedFilters *m_saved;
    TableNotice *m_notice;
    PagedTableView *m_view;
    PositionBar *m_position;
    QLabel *m_place;
    QHBoxLayout *m_foot;
    TableStateOverlay *m_overlay;
    LiveUpdates *m_live = nullptr; ///< set by followChanges()
    LostRow *m_lost;
    QString m_viewName;
    QPointer<Fleet> m_fleet;
    ViewScope m_scope;
    QString m_servedBy; ///< regions' names, comma separated, of the last page
    std::optional<std::chrono::milliseconds> m_age;
    QHash<QString, RegionState> m_states;
    Due m_due = Due::Nothing;   ///< what to do when the page is shown
    bool m_scanAllowed = false; ///< the user wants the filter that no index serves
    double m_lastTotal = 0;     ///< rows of the table when they were last known
    QVariantMap m_totalOf;      ///< the filter it was known for, without what no index serves
    QVariantMap m_asked;        ///< the present one, likewise
};

template <class Change>
void DataPage::changeFilters(Change change)
{
    setBarQuiet(true);
    change();
    setBarQuiet(false);
    filtersChanged();
}

template <class Query, class Model>
Query DataPage::queryOf(const Model *model, const decltype(Query::filter) &filter)
{
    Query query;
    query.filter = filter;
    query.sort = model->sortKey();
    query.order = model->sortOrder();
    return query;
}

template <class Query, class Model, class Method>
void DataPage::askFleet(Method method, Model *model, const decltype(Query::filter) &filter,
                        const PageRequest &request)
{
    Query query;
    query.filter = filter;
    query.sort = model->sortKey();
    query.order = model->sortOrder();
    query.direction = request.direction;
    query.from = request.from;
    query.limit = request.limit;
    auto answer = (m_fleet.data()->*method)(m_viewName, m_scope, query);
    using Page = decltype(answer.result());
    const quint64 generation = request.generation;
    answer
        .then(this,
              [this, model, generation](const Page &result) {
                  if (!result.ok())
                      model->acceptFailure(generation, result.failure());
                  else if (model->acceptPage(generation, result.value()))
                      tellServed(result->servedBy, result->age);
              })
        .onCanceled(this, [model, generation] {
            Failure cancelled;
            cancelled.kind = FailureKind::Cancelled;
            model->acceptFailure(generation, cancelled);
        });
}

template <class Query, class Model>
void DataPage::askFleetForPositions(Model *model, const decltype(Query::filter) &filter, quint64 wanted)
{
    m_fleet->positions(m_viewName + QStringLiteral("/positions"), m_scope, queryOf<Query>(model, filter))
        .then(this, [model, wanted](const Result<RowPositions> &positions) {
            if (positions.ok()) // else the scroll bar covers the window only
                model->setPositions(wanted, *positions);
        });
}

} // namespace movr
