#pragma once

#include "db/movr/pages.h"
#include "db/positions/row_positions.h"
#include "models/load_state.h"
#include "models/meaning.h"
#include "models/presentation/city_time.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTimer>

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
    QString orderNote =
        {}; ///< what rows in this order stand together that are not shown alike; usually empty
};

/// A bounded window of rows around what the viewport shows, out of a table of any size: grown by pages at either
/// end, evicted at the opposite one, and moved anywhere by a key that the server's statistics name. What leaves
/// the window is kept a while (least recently used first out), shown at once when it comes back and read again when
/// the user rests there. It asks with pageWanted and receives finished pages; it never queries. One request is out
/// at a time; an answer of another generation is dropped. Rows are known by their RowId, so that a refresh
/// changes only what changed. GUI thread.
class PagedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int pageRows = 200;
    static constexpr int maximumRows = 5 * pageRows;
    static constexpr int selectableRows = 6000;      ///< in the window, while it must not lose any
    static constexpr int cachedRows = 50 * pageRows; ///< outside the window, at most
    static constexpr int refreshMargin = 50;         ///< rows beside the visible ones that are read with them

    enum Role {
        SortRole = Qt::UserRole, ///< the raw value
        RowIdRole,               ///< RowId
        MeaningRole              ///< Meaning
    };

    explicit PagedModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    bool canFetchPrevious() const;
    void fetchPrevious();

    /// Drops the rows and asks for the first page: for another scope, filter or order.
    void reload();
    /// Asks again for the window's rows; they stay until the answer is merged into them.
    void refresh();
    /// The same for the rows that the viewport shows and a few beside them: the others stay as they are.
    void refreshVisible();
    /// While several rows are selected none of them may leave the window unseen: it grows up to selectableRows, and
    /// then no further.
    void setEvicts(bool evicts) { m_evicts = evicts; }
    /// Rows of the window that the viewport shows.
    void setVisibleRows(int first, int last);
    /// Whether refreshVisible() would read that row again.
    bool isNearVisible(int row) const;
    /// Asks for the very first or last page; the rows stay until it is there, then jumped() is emitted.
    void showStart();
    void showEnd();
    /// Asks for the rows at a share of all rows (0: the first, 1: the last ones), whatever lies between; sought() is
    /// emitted when they are there. While an answer to a former one is due only the latest wish is kept: a drag asks as
    /// often as the server answers. Without positions only the ends can be sought.
    void seek(double share);
    /// Rows of another place are on their way: those in the window are not what the view should show.
    bool isSeeking() const;

    /// Where the rows stand in the whole table: asked for by positionsWanted().
    void setPositions(quint64 wanted, const RowPositions &positions);
    /// The rows of the whole table, and how many of them come before one of the window. Estimates by the servers'
    /// statistics, exact as far as the window reaches an end.
    double totalRows() const;
    double rowsBefore(int row) const;
    bool totalIsExact() const { return atStart() && atEnd(); }
    /// Whether a place in the whole table can be sought.
    bool knowsPositions() const { return m_positions.has_value() && m_positions->known(); }
    /// The sort column's text at a share of all rows, an estimate: "2026-09-12 14:03 UTC". Empty when unknown.
    QString textAt(double share) const;
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
    QStringList gapRegions() const;                       ///< names of the regions whose rows are missing
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
    /// The table goes on beyond the window: its positions are of use. Answered with setPositions().
    void positionsWanted(quint64 wanted);
    void positionsChanged();
    void stateChanged();
    void sortChanged();
    /// Around all the structural signals of one answer: a view keeps its position between the two.
    void rowsAboutToChange();
    void rowsChanged();
    void jumped(bool toEnd);
    /// What seek() asked for is there, at its start (or, sought at the end, with its last row).
    void sought(bool toEnd);

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
    /// The page that is waited for grows the window: rows it brings although they are in it already are left out.
    bool extends() const;
    const QList<RowId> &ids() const { return m_ids; }
    void acceptFrame(const Frame &frame);
    const CityTime &time() const { return m_time; }

    /// The sort column's text of a key whose other columns are not known.
    virtual QString keyText(const PageKey &key) const { return key.value(0).toString(); }

    virtual void insertIncoming(int at, int first, int count) = 0;
    virtual void removeStored(int at, int count) = 0;
    virtual bool updateStored(int at, int incoming) = 0;     ///< true when the value changed
    virtual void permuteStored(const QList<int> &order) = 0; ///< new row i is old row order[i]

    /// The cache of what is not in the window: `chunk` names the place, `rows` and `at` are of the window.
    virtual void cacheStored(const QByteArray &chunk, const QList<PageKey> &keys, int at, bool more) = 0;
    virtual bool isCached(const QByteArray &chunk) const = 0;
    virtual bool acceptCached(quint64 generation, const QByteArray &chunk) = 0;
    virtual void clearCached() = 0;

private:
    enum class Purpose {
        Reload,
        Refresh,
        RefreshVisible,
        Append,
        Prepend,
        JumpStart,
        JumpEnd,
        Seek,
        SeekStart,
        SeekEnd
    };
    struct Pending {
        quint64 generation;
        Purpose purpose;
        PageDirection direction;
        std::optional<PageKey> from;
    };
    struct Range {
        int begin;
        int end;
    };

    bool mayAsk() const;
    bool mayGrow() const;
    void ask(Purpose purpose, PageDirection direction, std::optional<PageKey> from, int limit = pageRows);
    void askAgain(Purpose purpose);
    bool answerFromCache(const Pending &pending);
    void keep(const Pending &asked);
    void evict(int at, int count);
    void verifySoon();
    void wantPositions();
    void locate(); ///< the window in the whole table, by the statistics
    void locateBy(const RowId &row, double rowsBefore);
    int rowBeyond(const PageKey &key) const;
    bool passesBy(const Pending &asked) const;
    void tellWhatCame(Purpose purpose);
    static QByteArray chunkName(PageDirection direction, const std::optional<PageKey> &from);
    void apply(const Pending &asked, const Frame &frame);
    void replaceAll(const Frame &frame);
    void mergeFrom(int begin, const Frame &frame);
    void merge(const Frame &frame, Range range);
    Range removeMissing(const Frame &frame, Range range);
    void reorder(const Frame &frame, Range range);
    void insertAndUpdate(const Frame &frame, Range range);
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
    std::optional<RowPositions> m_positions;
    quint64 m_positionsWanted = 0;
    QElapsedTimer m_positionsAge;       ///< since they were last asked for; invalid: never
    std::optional<double> m_soughtNext; ///< where to go when the answer that is due is there
    double m_firstRow = 0;  ///< rows before the window: estimated where it came to, counted from there
    bool m_located = false; ///< m_firstRow is known
    Range m_visible{0, 0};
    int m_pendingBegin = 0; ///< of a refresh: the first row it reads again
    bool m_evicts = true;
    bool m_fromCache = false; ///< the page that is accepted came from the cache
    QTimer m_rest;            ///< from the last rows that came from the cache to reading them again
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace movr
