#pragma once

#include "db/base/result.h"
#include "db/movr/pages.h"
#include "db/search/search_query.h"
#include "models/presentation/region_labels.h"
#include "models/search/hit_words.h"

#include <QAbstractListModel>
#include <QStringList>

namespace movr {

/// What a text finds, in groups one below the other: actions, users, vehicles, rides, and regions that could
/// not answer. It never asks: whoever owns it hands it the answers of the regions as they come. A row that stays
/// is the same row to a view (its index moves with it), so that nothing jumps away under the cursor. Hits of the
/// former text stay until the first answer for the new one; hitsAreCurrent() tells. GUI thread.
class SearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole, ///< SearchRow::Kind as int
        DetailRole,              ///< the second, quieter text
        TrailingRole,            ///< shortcut or id, at the end of the line
        MeaningRole              ///< Meaning
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    const SearchRow &row(int row) const { return m_rows.at(row); }

    void setCommands(const QList<SearchCommand> &commands);
    /// Newest first; offered while nothing is typed.
    void setRecent(const QStringList &texts);
    void setTime(const CityTime &time);
    /// How regions are named.
    void setLabels(const RegionLabels &labels);
    const RegionLabels &labels() const { return m_labels; }

    /// Actions answer at once; what servers find is awaited until begin() and the answers.
    void setText(const QString &text);
    const QString &text() const { return m_text; }
    const SearchQuery &query() const { return m_query; }

    /// The regions were asked for the text. The number names this search in accept().
    quint64 begin(const QStringList &regions);
    /// An answer of an earlier search is dropped.
    void accept(quint64 search, const QString &region, const Result<SearchPage> &answer);
    /// Forgets text and hits; a search on its way is not waited for any more.
    void clear();

    /// Something is typed whose answers are not all there.
    bool isSearching() const { return m_typed || !m_pending.isEmpty(); }
    const QStringList &pending() const { return m_pending; } ///< regions that have not answered yet
    const QList<PageGap> &gaps() const { return m_gaps; }    ///< regions that could not
    qsizetype hitCount() const { return m_hits.size(); }
    bool hasMore() const; ///< rows were found that are not among the hits
    bool hitsAreCurrent() const { return m_current; }
    /// A hit whose whole value was typed.
    bool hasExactHit() const;

Q_SIGNALS:
    void stateChanged();

private:
    QList<SearchRow> wantedRows() const;
    void appendRecent(QList<SearchRow> &rows) const;
    void appendCommands(QList<SearchRow> &rows) const;
    void appendHits(QList<SearchRow> &rows, SearchKind kind) const;
    void appendGaps(QList<SearchRow> &rows) const;
    void dropHits();
    void update();
    void apply(const QList<SearchRow> &wanted);
    void place(int at, const SearchRow &wanted);

    QList<SearchRow> m_rows;
    QList<SearchCommand> m_commands;
    QStringList m_recent;
    CityTime m_time;
    RegionLabels m_labels;
    QString m_text;
    SearchQuery m_query;
    QList<SearchHit> m_hits;
    std::array<bool, searchKinds.size()> m_more{};
    QList<PageGap> m_gaps;
    QStringList m_pending;
    quint64 m_search = 0;
    bool m_typed = false;   ///< typed, and nobody was asked yet
    bool m_current = false; ///< the hits are those of the text
};

} // namespace movr
