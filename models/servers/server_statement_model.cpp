#include "models/servers/server_statement_model.h"

#include "models/latency/figure_words.h"
#include "models/meaning.h"
#include "models/presentation/city_time.h"

#include <QLocale>

namespace movr {

namespace {

using Model = ServerStatementModel;

/// A difference may be negative: the server has seen slower calls than this console did.
QString signedText(std::optional<Nanoseconds> duration)
{
    if (!duration)
        return QStringLiteral("–");
    return duration->count() < 0 ? QStringLiteral("−") + durationText(-*duration) : durationText(*duration);
}

QVariant raw(std::optional<Nanoseconds> duration)
{
    return duration ? QVariant(qlonglong(duration->count())) : QVariant();
}

QString count(quint64 number, bool known)
{
    return known ? QLocale().toString(number) : QStringLiteral("–");
}

void addServer(StatementRow &row, const ServerStatement &server)
{
    row.known = true;
    row.text = server.text;
    row.calls = server.calls;
    row.rows = server.rows;
    row.mean = server.mean;
    row.deviation = server.deviation;
}

} // namespace

QList<StatementRow> statementRows(const ServerStatements &server, const QList<StatementFigures> &console,
                                  std::optional<Nanoseconds> floor)
{
    QList<StatementFigures> here;
    for (const StatementFigures &line : console)
        if (line.region == server.region)
            here.append(line);
    QList<StatementRow> rows;
    QSet<QString> compared;
    for (const ComparedStatement &both : compareWithServer(here, server, floor)) {
        StatementRow row;
        row.region = server.region;
        row.statement = both.statement;
        row.n = both.console.n;
        row.consoleMean = both.console.mean;
        row.difference = both.difference;
        row.network = both.network;
        row.unexplained = both.unexplained;
        if (both.server)
            addServer(row, *both.server);
        compared.insert(row.key());
        rows.append(row);
    }
    for (const ServerStatement &other : server.statements) {
        StatementRow row;
        row.region = server.region;
        row.statement = other.statement;
        addServer(row, other);
        if (compared.contains(row.key()))
            continue; // or once more under the same name: another form of it
        compared.insert(row.key());
        rows.append(row);
    }
    return rows;
}

int ServerStatementModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ServerStatementModel::text(const StatementRow &row, int column) const
{
    switch (column) {
    case Region:
        return row.stale ? tr("%1 (last known)").arg(m_labels.of(row.region)) : m_labels.of(row.region);
    case Statement:
        if (row.statement.isEmpty())
            return row.text.simplified();
        // The name that the Latency page has, and the one that the server's own tools show.
        return tr("%1 (%2)", "title and name of a statement")
            .arg(statementTitle(row.statement), row.statement);
    case Calls:
        return count(quint64(row.calls), row.known);
    case Mean:
        return row.known ? durationText(row.mean) : QStringLiteral("–");
    case Deviation:
        return row.known && row.calls > 1 ? durationText(row.deviation)
                                          : QStringLiteral("–"); // one does not deviate
    case Rows:
        return count(quint64(row.rows), row.known);
    case ConsoleN:
        return count(row.n, row.n > 0);
    case ConsoleMean:
        return signedText(row.consoleMean);
    case Difference:
        return signedText(row.difference);
    case Network:
        return signedText(row.network);
    case Unexplained:
        return signedText(row.unexplained);
    default:
        return {};
    }
}

namespace {

QVariant sortValue(const StatementRow &row, int column)
{
    switch (column) {
    case Model::Calls:
        return row.known ? QVariant(row.calls) : QVariant();
    case Model::Mean:
        return row.known ? raw(row.mean) : QVariant();
    case Model::Deviation:
        return row.known ? raw(row.deviation) : QVariant();
    case Model::Rows:
        return row.known ? QVariant(row.rows) : QVariant();
    case Model::ConsoleN:
        return row.n > 0 ? QVariant(row.n) : QVariant();
    case Model::ConsoleMean:
        return raw(row.consoleMean);
    case Model::Difference:
        return raw(row.difference);
    case Model::Network:
        return raw(row.network);
    case Model::Unexplained:
        return raw(row.unexplained);
    default:
        return {};
    }
}

QString explanation(const StatementRow &row)
{
    if (!row.consoleMean)
        return Model::tr("This console has not sent it lately.");
    if (!row.known)
        return Model::tr("The server does not know it: its statistics were reset, or have no room for it.");
    QString sentence =
        Model::tr("%1 here, %2 in the database: %3 between the two.")
            .arg(durationText(*row.consoleMean), durationText(row.mean), signedText(row.difference));
    if (row.network)
        sentence += u' '
                  + Model::tr("%1 of it is the network's round trip, %2 the rest: planning, waiting for the "
                              "link, and calls of "
                              "others that are in the server's mean.")
                        .arg(durationText(*row.network), signedText(row.unexplained));
    return sentence;
}

} // namespace

QVariant ServerStatementModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StatementRow &row = rows().at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return column <= Statement ? QVariant(text(row, column)) : sortValue(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(column <= Statement ? Qt::AlignLeft | Qt::AlignVCenter
                                            : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return column >= Difference ? explanation(row)
             : column == Statement  ? row.text.left(1000)
                                    : QString();
    case MeaningRole:
        return row.stale ? QVariant::fromValue(Meaning::Muted) : QVariant();
    case OwnRole:
        return !row.statement.isEmpty();
    case TextRole:
        return row.text.isEmpty() ? row.statement : row.text;
    default:
        return {};
    }
}

QVariant ServerStatementModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    struct Head {
        QString text, tip;
    };
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section <= Statement ? Qt::AlignLeft | Qt::AlignVCenter
                                             : Qt::AlignRight | Qt::AlignVCenter);
    const QString server =
        tr("By the server (pg_stat_statements), of all clients, since its statistics were reset.");
    const QString console = tr("By this console, in the last hour that it ran, network included.");
    const std::array<Head, ColumnCount> heads{
        Head{tr("Region"), {}},
        Head{tr("Statement"), tr("The console's name for it, or the text of others' statements.")},
        Head{tr("Server:\ncalls"), server},
        Head{tr("Server:\nmean"), server},
        Head{tr("Server:\nstd dev"), tr("Standard deviation. %1").arg(server)},
        Head{tr("Server:\nrows"), server},
        Head{tr("Console:\nn"), tr("Answered statements. %1").arg(console)},
        Head{tr("Console:\nmean"), console},
        Head{tr("Differ-\nence"), tr("The console's mean less the server's.")},
        Head{tr("of it\nnetwork"), tr("The measured round trip's part of the difference.")},
        Head{tr("of it\nrest"),
             tr("What the round trip does not explain: planning, waiting for the link, and calls of others "
                "that are in the server's mean.")}};
    const Head &head = heads[std::size_t(section)];
    return role == Qt::DisplayRole ? QVariant(head.text)
         : role == Qt::ToolTipRole ? QVariant(head.tip)
                                   : QVariant();
}

} // namespace movr
