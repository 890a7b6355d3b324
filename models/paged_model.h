#pragma once

#include "db/movr/pages.h"
#include "models/load_state.h"
#include "models/meaning.h"
#include "models/presentation/city_time.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace movr {

/// A page that a model wants: whoever owns the model asks for it and answers with the same generation.
struct PageRequest {
    quint64 generation = 0;
    PageDirection direction = PageDirection::Forward;
    std::optional<PageKey> from; ///< exclusive; unset: from the start (Forward) or the end (Backward)
    int limit = 0;               ///< rows, at least 1
};

/// What a table says about one of its columns.
struct ColumnInfo {
    QString title;
    QString tooltip;
    bool number = false;   ///< aligned right
    bool sortable = false; ///< an index serves this order
    int characters = 12;   ///< typical width of its texts
};

/// A bounded window of rows around what the viewport shows, grown by pages at either end and evicted at the
/// opposite one. It asks with pageWanted and receives finished pages; it never queries. One request is out
/// at a time; an answer of another generation is dropped. Rows are known by their RowId, so that a refresh
/// changes only what changed. GUI thread.
class PagedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int pageRows = 200;
    static constexpr int maximumRows = 10 * pageRows;

    enum Role {
        SortRole = Qt::UserRole, ///< the raw value
        RowIdRole,               ///< RowId
        MeaningRole              ///< Meaning
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    bool canFetchPrevious() const;
    void fetchPrevious();

    /// Drops the rows and asks for the first page: for another scope, filter or order.
    void reload();
    /// Asks again for the rows that are shown; they stay until the answer is merged into them.
    void refresh();
    /// Asks for the very first or last page; the rows stay until it is there, then jumped() is emitted.
    void showStart();
    void showEnd();
    /// No rows, nothing asked for.
    void clear();
    /// No rows and nobody to ask yet: Loading without a request. Whoever owns the model reloads it later.
    void expectRows();
    /// The rows are last known ones from now on (without rows: Failed). Drops the request that is out.
    void markStale(const Failure &failure);
    /// The request of that generation has no page. A cancelled one leaves the rows as they were.
    bool acceptFailure(quint64 generation, const Failure &failure);
    /// Forgets the request that is out: its answer will be a late one.
    void abandonRequest();

    LoadState state() const { return m_state; }
    bool isLoading() const { return m_pending.has_value(); } ///< a request is out, with rows or without
    const std::optional<Failure> &failure() const { return m_failure; } ///< set when Failed or Stale
    const QList<PageGap> &gaps() const { return m_gaps; }
    QDateTime answeredAt() const { return m_answeredAt; } ///< UTC; invalid before the first page
    bool atStart() const { return !m_hasPrevious; }
    bool atEnd() const { return !m_hasMore; }

    RowId rowId(int row) const { return m_ids.at(row); }
    int rowOf(const RowId &id) const; ///< -1 when it is not in the window

    virtual const QList<ColumnInfo> &columns() const = 0;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// Ignored for a column that no index serves. Does not ask for rows: the owner reloads on sortChanged.
    void sort(int column, Qt::SortOrder order) override;

    /// The cities' time zones; times are in UTC before it is known.
    void setCatalog(const Catalog &catalog);
    void setTimesInUtc(bool utc);

Q_SIGNALS:
    void pageWanted(const movr::PageRequest &request);
    void stateChanged();
    void sortChanged();
    /// Around all the structural signals of one answer: a view keeps its position between the two.
    void rowsAboutToChange();
    void rowsChanged();
    void jumped(bool toEnd);

protected:
    /// A finished page without its rows' values.
    struct Frame {
        QList<RowId> ids;
        QList<PageKey> keys;
        bool more = false;
        QList<PageGap> gaps;
    };

    void setInitialSort(int column, Qt::SortOrder order);
    bool isExpected(quint64 generation) const;
    /// True for a row that an extending page brings although it is in the window already.
    bool isRepeated(const RowId &id) const;
    void acceptFrame(const Frame &frame);
    const CityTime &time() const { return m_time; }

    virtual void insertIncoming(int at, int first, int count) = 0;
    virtual void removeStored(int at, int count) = 0;
    virtual bool updateStored(int at, int incoming) = 0;     ///< true when the value changed
    virtual void permuteStored(const QList<int> &order) = 0; ///< new row i is old row order[i]

private:
    enum class Purpose { Reload, Refresh, Append, Prepend, JumpStart, JumpEnd };
    struct Pending {
        quint64 generation;
        Purpose purpose;
    };

    bool mayAsk() const;
    void ask(Purpose purpose, PageDirection direction, std::optional<PageKey> from, int limit = pageRows);
    void apply(Purpose purpose, const Frame &frame);
    void replaceAll(const Frame &frame);
    void merge(const Frame &frame);
    void removeMissing(const Frame &frame);
    void reorder(const Frame &frame);
    void insertAndUpdate(const Frame &frame);
    void insertRange(const Frame &frame, int at, int first, int count);
    void removeRange(int at, int count);
    void setState(LoadState state);
    void forget();
    void touchAll(); ///< every text may have changed
    void addGaps(Purpose purpose, const QList<PageGap> &gaps);

    QList<RowId> m_ids;
    QList<PageKey> m_keys;
    bool m_hasMore = false;
    bool m_hasPrevious = false;
    bool m_changing = false; ///< an answer is being applied
    LoadState m_state = LoadState::Idle;
    std::optional<Failure> m_failure;
    QList<PageGap> m_gaps;
    QDateTime m_answeredAt;
    CityTime m_time;
    std::optional<Pending> m_pending;
    quint64 m_generation = 0;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace movr
