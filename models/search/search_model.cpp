#include "models/search/search_model.h"

#include "models/search/command_match.h"

#include <algorithm>

namespace movr {

namespace {

/// Beside rows, a few actions; more are found by typing on.
constexpr qsizetype shownCommands = 6;

SearchRow heading(const QString &key, const QString &title)
{
    SearchRow row;
    row.kind = SearchRow::Kind::Heading;
    row.key = QStringLiteral("heading:") + key;
    row.title = title;
    return row;
}

SearchRow note(const QString &key, const QString &title)
{
    SearchRow row;
    row.kind = SearchRow::Kind::Note;
    row.key = QStringLiteral("note:") + key;
    row.title = title;
    row.meaning = Meaning::Muted;
    return row;
}

SearchRow commandRow(const SearchCommand &command)
{
    SearchRow row;
    row.kind = SearchRow::Kind::Command;
    row.key = QStringLiteral("command:%1").arg(command.number);
    row.title = command.title;
    row.detail = command.unavailable.isEmpty() ? command.where : command.unavailable;
    row.trailing = command.shortcut;
    row.meaning = command.unavailable.isEmpty() ? Meaning::Neutral : Meaning::Muted;
    row.choosable = command.unavailable.isEmpty();
    row.command = command.number;
    return row;
}

QString moreText(SearchKind kind)
{
    switch (kind) {
    case SearchKind::User:
        return SearchModel::tr("There are more users: type on to narrow the search.");
    case SearchKind::Vehicle:
        return SearchModel::tr("There are more vehicles: type on to narrow the search.");
    case SearchKind::Ride:
        break;
    }
    return SearchModel::tr("There are more rides: type on to narrow the search.");
}

} // namespace

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const SearchRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return row.detail.isEmpty() ? row.title : tr("%1\n%2").arg(row.title, row.detail);
    case Qt::AccessibleTextRole:
        return row.detail.isEmpty() ? row.title : tr("%1, %2").arg(row.title, row.detail);
    case KindRole:
        return int(row.kind);
    case DetailRole:
        return row.detail;
    case TrailingRole:
        return row.trailing;
    case MeaningRole:
        return QVariant::fromValue(row.meaning);
    default:
        return {};
    }
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index))
        return Qt::NoItemFlags;
    const SearchRow &row = m_rows.at(index.row());
    if (row.choosable)
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return Qt::ItemNeverHasChildren;
}

void SearchModel::setCommands(const QList<SearchCommand> &commands)
{
    m_commands = commands;
    update();
}

void SearchModel::setRecent(const QStringList &texts)
{
    m_recent = texts;
    update();
}

void SearchModel::setTime(const CityTime &time)
{
    m_time = time;
    update();
}

void SearchModel::setLabels(const RegionLabels &labels)
{
    m_labels = labels;
}

bool SearchModel::hasMore() const
{
    return std::any_of(m_more.cbegin(), m_more.cend(), [](bool more) { return more; });
}

void SearchModel::setText(const QString &text)
{
    m_text = text;
    m_query = parseSearch(text);
    ++m_search; // what is on its way answers another text
    m_pending.clear();
    m_gaps.clear();
    m_current = false;
    m_typed = m_query.problem == SearchProblem::None;
    if (!m_typed)
        dropHits();
    update();
}

quint64 SearchModel::begin(const QStringList &regions)
{
    m_typed = false;
    m_pending = regions;
    m_gaps.clear();
    m_current = false;
    if (regions.isEmpty())
        dropHits();
    update();
    return ++m_search;
}

void SearchModel::accept(quint64 search, const QString &region, const Result<SearchPage> &answer)
{
    if (search != m_search || !m_pending.removeOne(region))
        return;
    if (!m_current && (answer.ok() || m_pending.isEmpty())) {
        dropHits();
        m_current = true;
    }
    if (answer.ok()) {
        m_hits += answer->hits;
        // Each region's first hits, all of them: none that is shown already is pushed out by a later answer.
        tidyHits(m_hits, int(m_hits.size()));
        for (std::size_t kind = 0; kind < m_more.size(); ++kind)
            m_more.at(kind) = m_more.at(kind) || answer->more.at(kind);
    } else {
        m_gaps.append({region, {}, answer.failure()});
    }
    update();
}

void SearchModel::clear()
{
    setText({});
}

bool SearchModel::hasExactHit() const
{
    return m_current
        && std::any_of(m_hits.cbegin(), m_hits.cend(), [](const SearchHit &hit) { return hit.exact; });
}

void SearchModel::dropHits()
{
    m_hits.clear();
    m_more = {};
}

QList<SearchRow> SearchModel::wantedRows() const
{
    QList<SearchRow> rows;
    if (m_text.trimmed().isEmpty())
        appendRecent(rows);
    appendCommands(rows);
    for (const SearchKind kind : searchKinds)
        appendHits(rows, kind);
    appendGaps(rows);
    return rows;
}

void SearchModel::appendRecent(QList<SearchRow> &rows) const
{
    if (m_recent.isEmpty())
        return;
    rows.append(heading(QStringLiteral("recent"), tr("Recent searches")));
    for (const QString &text : m_recent) {
        SearchRow row;
        row.kind = SearchRow::Kind::Recent;
        row.key = QStringLiteral("recent:") + text;
        row.title = text;
        row.choosable = true;
        rows.append(row);
    }
    SearchRow row;
    row.kind = SearchRow::Kind::ForgetRecent;
    row.key = QStringLiteral("forget");
    row.title = tr("Forget recent searches");
    row.meaning = Meaning::Muted;
    row.choosable = true;
    rows.append(row);
}

void SearchModel::appendCommands(QList<SearchRow> &rows) const
{
    const bool blank = m_text.trimmed().isEmpty();
    QList<SearchCommand> found = matchingCommands(m_commands, m_text);
    if (blank) // a list to choose from: what cannot be done now has no place in it
        found.removeIf([](const SearchCommand &command) { return !command.unavailable.isEmpty(); });
    else
        found = found.mid(0, shownCommands);
    if (found.isEmpty())
        return;
    rows.append(heading(QStringLiteral("commands"), tr("Actions")));
    for (const SearchCommand &command : std::as_const(found))
        rows.append(commandRow(command));
}

void SearchModel::appendHits(QList<SearchRow> &rows, SearchKind kind) const
{
    const auto ofKind = [kind](const SearchHit &hit) { return hit.kind() == kind; };
    if (std::none_of(m_hits.cbegin(), m_hits.cend(), ofKind))
        return;
    const QString key = QString::number(int(kind));
    rows.append(heading(key, headingOf(kind)));
    for (const SearchHit &hit : m_hits)
        if (ofKind(hit))
            rows.append(searchRow(hit, m_time));
    if (m_more.at(std::size_t(kind)))
        rows.append(note(key, moreText(kind)));
}

void SearchModel::appendGaps(QList<SearchRow> &rows) const
{
    if (m_gaps.isEmpty())
        return;
    rows.append(heading(QStringLiteral("gaps"), tr("Not searched")));
    for (const PageGap &gap : m_gaps) {
        SearchRow row;
        row.kind = SearchRow::Kind::Gap;
        row.key = QStringLiteral("gap:") + gap.region;
        row.title = gap.region.isEmpty() ? tr("No region answers")
                                         : tr("%1 does not answer").arg(m_labels.of(gap.region));
        row.detail = m_labels.in(gap.failure.sentence.simplified());
        row.meaning = Meaning::Warning;
        rows.append(row);
    }
}

void SearchModel::update()
{
    apply(wantedRows());
    Q_EMIT stateChanged();
}

/// From what is there to what is wanted, row by row: what stays keeps its index.
void SearchModel::apply(const QList<SearchRow> &wanted)
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const auto same = [this, row](const SearchRow &other) { return other.key == m_rows.at(row).key; };
        if (std::any_of(wanted.cbegin(), wanted.cend(), same))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row)
        place(row, wanted.at(row));
}

void SearchModel::place(int at, const SearchRow &wanted)
{
    const auto same = [&wanted](const SearchRow &row) { return row.key == wanted.key; };
    const auto found = std::find_if(m_rows.cbegin() + at, m_rows.cend(), same);
    const int from = int(found - m_rows.cbegin());
    if (found == m_rows.cend()) {
        beginInsertRows({}, at, at);
        m_rows.insert(at, wanted);
        endInsertRows();
        return;
    }
    if (from != at) {
        beginMoveRows({}, from, from, {}, at);
        m_rows.move(from, at);
        endMoveRows();
    }
    if (m_rows.at(at) == wanted)
        return;
    m_rows[at] = wanted;
    Q_EMIT dataChanged(index(at), index(at));
}

} // namespace movr
