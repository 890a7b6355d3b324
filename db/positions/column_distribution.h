#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace movr {

/// What a server's statistics (pg_stats) say of one column. Shares are of all rows, 0 to 1. Values are texts
/// as the server writes them; times in UTC.
struct ColumnStatistics {
    double nullShare = 0;
    double distinct = 0; ///< as n_distinct: negative is a share of the rows; 0: unknown
    QStringList commonValues;
    QList<double> commonShares; ///< as many as commonValues
    QStringList bounds;         ///< of the histogram over the values that are not common

    /// The share of rows with that value.
    double shareOf(const QString &value) const;
    /// Only rows with that value, or only those with another one, as shares of what is left.
    ColumnStatistics only(const QString &value) const;
    ColumnStatistics without(const QString &value) const;
};

/// How a column's values are spread in ascending order: which share lies below a value, and which value lies at a
/// share. Between two histogram bounds values are taken to be spread evenly. Texts sort by code point. A value;
/// any thread.
class ColumnDistribution
{
public:
    enum class Kind { Text, Date, Time, Id };

    ColumnDistribution(Kind kind, const ColumnStatistics &statistics);

    Kind kind() const { return m_kind; }
    /// Whether the server knew anything of the values (ids are taken to be random).
    bool known() const { return m_kind == Kind::Id || !m_steps.empty() || m_bounds.size() > 1; }
    double shareBelow(const QString &value) const; ///< 0 to 1
    double shareAt(const QString &value) const;    ///< 0 to 1

    struct Place {
        QString value;
        double rest = 0; ///< how far into the rows with this value, 0 to 1
    };
    /// The value at a share of the rows, 0 to 1.
    Place placeAt(double share) const;

private:
    /// A value on a line: days, microseconds, or the first bytes of a text behind what all texts here begin with.
    double position(const QString &value) const;
    QString valueAt(double position) const;
    double below(double position) const;
    double at(double position) const;
    Place textAt(double share) const;

    struct Step {
        double position;
        double share;
        double before; ///< the shares of all lower steps
    };

    Kind m_kind;
    std::vector<Step> m_steps;                       ///< the common values, ascending
    std::vector<double> m_bounds;                    ///< of the histogram, ascending
    std::vector<std::pair<double, QString>> m_texts; ///< Kind::Text: every known value, ascending
    QByteArray m_prefix;
    double m_spread = 0;   ///< share of the rows in the histogram
    double m_uncommon = 1; ///< number of different values in it
};

} // namespace movr
