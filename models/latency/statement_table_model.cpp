#include "models/latency/statement_table_model.h"

#include "models/latency/figure_words.h"

#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

double milliseconds(std::optional<Nanoseconds> value)
{
    return value ? double(value->count()) / 1e6 : -1; // what is not known comes before all that is
}

} // namespace

QList<double> sharesOf(const LatencyFigures &figures)
{
    if (!figures.shares)
        return {};
    const double network = double(figures.shares->network.count());
    const double database = double(figures.shares->database.count());
    const double console = double(figures.shares->console.count());
    const double sum = network + database + console;
    return sum > 0 ? QList<double>{network / sum, database / sum, console / sum} : QList<double>{};
}

void StatementTableModel::setTable(const QList<StatementFigures> &table)
{
    // Both are sorted by name: rows go and come one by one, so that the others keep their places and selections.
    int row = 0;
    for (const StatementFigures &line : table) {
        while (row < m_table.size() && m_table.at(row).statement < line.statement) {
            beginRemoveRows({}, row, row);
            m_table.removeAt(row);
            endRemoveRows();
        }
        if (row < m_table.size() && m_table.at(row).statement == line.statement) {
            m_table[row] = line;
        } else {
            beginInsertRows({}, row, row);
            m_table.insert(row, line);
            endInsertRows();
        }
        ++row;
    }
    if (row < m_table.size()) {
        beginRemoveRows({}, row, int(m_table.size()) - 1);
        m_table.resize(row);
        endRemoveRows();
    }
    if (!m_table.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_table.size()) - 1, ColumnCount - 1));
}

int StatementTableModel::rowOf(const QString &statement) const
{
    const auto found =
        std::find_if(m_table.cbegin(), m_table.cend(),
                     [&statement](const StatementFigures &line) { return line.statement == statement; });
    return found == m_table.cend() ? -1 : int(found - m_table.cbegin());
}

int StatementTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.size());
}

int StatementTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString StatementTableModel::text(const StatementFigures &line, int column) const
{
    const QLocale locale;
    const LatencyFigures &figures = line.figures;
    switch (column) {
    case Statement:
        return statementTitle(line.statement);
    case Count:
        return locale.toString(figures.n);
    case P50:
        return latencyText(figures.p50);
    case P95:
        return latencyText(figures.p95);
    case P99:
        return p99Text(figures);
    case Max:
        return latencyText(figures.max);
    case Failures:
        return locale.toString(failuresOf(figures));
    case Retries:
        return locale.toString(figures.retried);
    case Shares: {
        const QList<double> shares = sharesOf(figures);
        return shares.isEmpty() ? QStringLiteral("–")
                                : tr("%1 / %2 / %3 %", "network, database, console, in per cent")
                                      .arg(locale.toString(shares.at(0) * 100, 'f', 0),
                                           locale.toString(shares.at(1) * 100, 'f', 0),
                                           locale.toString(shares.at(2) * 100, 'f', 0));
    }
    default:
        return {};
    }
}

QString StatementTableModel::tooltip(const StatementFigures &line, int column) const
{
    const LatencyFigures &figures = line.figures;
    const QString source = provenanceText(figures, m_zone);
    switch (column) {
    case Statement:
        return tr("%1 (%2)\nReturn or a double click charts this statement alone.")
            .arg(statementKind(line.statement), line.statement);
    case P99:
        return figures.n > 0 && !figures.p99
                 ? tr("p99 needs %1 samples; %2").arg(LatencyFigures::leastForP99).arg(source)
                 : source;
    case Failures: {
        const QString failures = failuresText(figures);
        return failures.isEmpty() ? tr("No failures; %1").arg(source) : failures;
    }
    case Retries:
        return tr("Attempts after one that failed");
    case Shares:
        return figures.shares
                 ? tr("Of a mean answer: network %1, database %2, waiting in this console %3\n%4")
                       .arg(latencyText(figures.shares->network), latencyText(figures.shares->database),
                            latencyText(figures.shares->console), source)
                 : tr("The network's part is not known: no probe was answered meanwhile");
    default:
        return source;
    }
}

QVariant StatementTableModel::sortKey(const StatementFigures &line, int column) const
{
    const LatencyFigures &figures = line.figures;
    switch (column) {
    case Count:
        return figures.n;
    case P50:
        return milliseconds(figures.p50);
    case P95:
        return milliseconds(figures.p95);
    case P99:
        return milliseconds(figures.p99);
    case Max:
        return milliseconds(figures.max);
    case Failures:
        return failuresOf(figures);
    case Retries:
        return figures.retried;
    case Shares:
        return sharesOf(figures).value(0, -1);
    default:
        return text(line, column);
    }
}

QVariant StatementTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_table.size())
        return {};
    const StatementFigures &line = m_table.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return tooltip(line, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == Statement ? Qt::AlignLeft : Qt::AlignRight));
    case StatementRole:
        return line.statement;
    case SortRole:
        return sortKey(line, index.column());
    case SharesRole:
        return QVariant::fromValue(index.column() == Shares ? sharesOf(line.figures) : QList<double>());
    case MeaningRole:
        return QVariant::fromValue(
            index.column() == Failures && failuresOf(line.figures) > 0 ? Meaning::Bad : Meaning::Neutral);
    default:
        return {};
    }
}

QVariant StatementTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Statement ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == Shares)
        return tr(
            "Shares of the mean time until an answer was there: network, database, and console, where the "
            "statement waited for its turn. Percentiles and maximum are without that wait.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Statement:
        return tr("Statement");
    case Count:
        return tr("Count");
    case P50:
        return tr("p50");
    case P95:
        return tr("p95");
    case P99:
        return tr("p99");
    case Max:
        return tr("Max");
    case Failures:
        return tr("Failures");
    case Retries:
        return tr("Retries");
    case Shares:
        return tr("Net / DB / console");
    default:
        return {};
    }
}

} // namespace movr
