#pragma once

#include "db/servers/server_view.h"
#include "models/presentation/region_labels.h"
#include "models/servers/keyed_rows.h"

namespace movr {

/// A statement in one region: what the server measured of it, beside what the console did.
struct StatementRow {
    QString region;
    QString statement;  ///< the console's name; empty for others' statements
    QString text;       ///< as the server keeps it; empty where it does not know it
    bool known = false; ///< to the server
    qint64 calls = 0;
    qint64 rows = 0;
    Nanoseconds mean{}, deviation{};
    quint64 n = 0; ///< answered to this console in the window
    std::optional<Nanoseconds> consoleMean;
    std::optional<Nanoseconds> difference, network, unexplained; ///< see ComparedStatement
    bool stale = false;                                          ///< the region does not answer: last known

    QString key() const { return statement.isEmpty() ? text : statement; }
    bool operator==(const StatementRow &) const = default;
};

/// All statements of a region: the console's with both figures, then those that only the server has seen.
/// `console`: the console's figures by region; others than `server.region` are left out.
QList<StatementRow> statementRows(const ServerStatements &server, const QList<StatementFigures> &console,
                                  std::optional<Nanoseconds> floor);

class ServerStatementModel : public KeyedRows<StatementRow>
{
    Q_OBJECT

public:
    enum Column {
        Region,
        Statement,
        Calls,
        Mean,
        Deviation,
        Rows,
        ConsoleN,
        ConsoleMean,
        Difference,
        Network,
        Unexplained,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,        ///< raw values
        MeaningRole = Qt::UserRole + 2, ///< Meaning; the same number as PagedModel's
        OwnRole = Qt::UserRole + 10,    ///< bool: a statement of the console's
        TextRole                        ///< the whole text of the statement, or its name
    };
    using KeyedRows::KeyedRows;

    void setLabels(const RegionLabels &labels) { m_labels = labels; }

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const StatementRow &row, int column) const;

    RegionLabels m_labels;
};

} // namespace movr
