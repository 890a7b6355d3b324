#include "models/experiment/journey_model.h"

#include "models/journey/journey_words.h"
#include "models/meaning.h"

#include <array>

namespace movr {

namespace {

using Column = JourneyModel::Column;

enum class Figure { N, Median, P99 };

/// A column of a way's figures.
struct WayColumn {
    JourneyWay way;
    Figure figure;
};

std::optional<WayColumn> wayColumn(int column)
{
    if (column < JourneyModel::MultiN || column > JourneyModel::ReferenceP99)
        return {};
    const int at = column - JourneyModel::MultiN;
    constexpr std::array ways{JourneyWay::MultiRegion, JourneyWay::SingleRegion, JourneyWay::Reference};
    return WayColumn{ways[std::size_t(at / 3)], static_cast<Figure>(at % 3)};
}

/// Of a row and a way: how many were asked for and answered, and their figures.
struct Measured {
    int asked = 0;
    bool hasCount = true; ///< the seven tasks in a row are made of medians, and have none
    JourneyFigures figures;
    QString trouble;
};

Measured measured(const JourneyColumn &column, int row)
{
    Measured all;
    if (row < JourneyModel::requestsRow) {
        const JourneyTaskResult result = column.tasks.value(row);
        return {result.asked, true, result.figures, journeyTrouble(result)};
    }
    const JourneyTaskResult tasks = allTasksOf(column);
    all.asked = tasks.asked;
    all.figures = tasks.figures;
    if (row == JourneyModel::journeyRow) {
        all.hasCount = false;
        all.figures = {};
        all.figures.median = column.journey;
    }
    return all;
}

std::optional<double> ratioAt(const JourneyReport &report, int row, int column)
{
    const bool reference = column == JourneyModel::RatioReference;
    if (row == JourneyModel::requestsRow)
        return reference ? std::nullopt : report.ratio;
    if (row == JourneyModel::journeyRow)
        return reference ? report.ratioReference : std::nullopt;
    const auto task = static_cast<JourneyTask>(row);
    return reference ? taskRatio(report, task, JourneyWay::Reference, JourneyWay::SingleRegion)
                     : taskRatio(report, task, JourneyWay::SingleRegion, JourneyWay::MultiRegion);
}

QString countText(const Measured &cell)
{
    if (!cell.hasCount)
        return {};
    return cell.figures.n == cell.asked ? QString::number(cell.figures.n)
                                        : JourneyModel::tr("%1 of %2").arg(cell.figures.n).arg(cell.asked);
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("–") : text;
}

QString textOf(const Measured &cell, Figure figure)
{
    if (figure == Figure::N)
        return orDash(countText(cell));
    return orDash(journeyMilliseconds(figure == Figure::Median ? cell.figures.median : cell.figures.p99));
}

QVariant sortValue(const Measured &cell, Figure figure)
{
    if (figure == Figure::N)
        return cell.hasCount ? QVariant(qlonglong(cell.figures.n)) : QVariant();
    const auto value = figure == Figure::Median ? cell.figures.median : cell.figures.p99;
    return value ? QVariant(qlonglong(value->count())) : QVariant();
}

QString tipOf(const Measured &cell, Figure figure)
{
    if (!cell.trouble.isEmpty())
        return JourneyModel::tr("Not answered, and in no figure: %1").arg(cell.trouble);
    if (figure == Figure::P99 && !cell.figures.p99 && cell.hasCount)
        return JourneyModel::tr("Withheld below 100 answers: it would be little but the longest one.");
    return {};
}

QString titleOf(int row)
{
    if (row == JourneyModel::requestsRow)
        return JourneyModel::tr("All requests");
    return row == JourneyModel::journeyRow ? JourneyModel::tr("Seven tasks in a row")
                                           : journeyTitle(static_cast<JourneyTask>(row));
}

QString shortTitle(JourneyWay way)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return JourneyModel::tr("Multi-region");
    case JourneyWay::SingleRegion:
        return JourneyModel::tr("Single region");
    case JourneyWay::Reference:
        break;
    }
    return JourneyModel::tr("Reference");
}

QString headText(int column)
{
    if (column == JourneyModel::Task)
        return JourneyModel::tr("Task");
    if (column == JourneyModel::Ratio)
        return JourneyModel::tr("Ratio single\n/ multi");
    if (column == JourneyModel::RatioReference)
        return JourneyModel::tr("Ratio ref.\n/ console");
    const WayColumn of = wayColumn(column).value();
    const QString figure = of.figure == Figure::N      ? JourneyModel::tr("n")
                         : of.figure == Figure::Median ? JourneyModel::tr("median, ms")
                                                       : JourneyModel::tr("p99, ms");
    return QStringLiteral("%1\n%2").arg(shortTitle(of.way), figure);
}

QString headTip(int column)
{
    if (column == JourneyModel::Ratio)
        return JourneyModel::tr(
            "How many times as long a task takes in the single-region deployment as in the "
            "multi-region one, by their medians.");
    if (column == JourneyModel::RatioReference)
        return JourneyModel::tr(
            "How many times as long a task takes in the reference's way, with transactions of several "
            "statements, as in the console's; both in the single-region deployment.");
    if (const auto of = wayColumn(column); of && of->figure == Figure::P99)
        return JourneyModel::tr("%1: withheld below 100 answers.").arg(journeyTitle(of->way));
    else if (of)
        return journeyTitle(of->way);
    return {};
}

} // namespace

void JourneyModel::setReport(const JourneyReport &report)
{
    beginResetModel();
    m_report = report;
    endResetModel();
}

void JourneyModel::clear()
{
    setReport({});
}

int JourneyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_report.columns.isEmpty() ? 0 : journeyRow + 1;
}

int JourneyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JourneyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant(column == Task ? Qt::AlignLeft | Qt::AlignVCenter
                                       : Qt::AlignRight | Qt::AlignVCenter);
    if (column == Task)
        return role == Qt::DisplayRole ? QVariant(titleOf(row))
             : role == SortRole        ? QVariant(row)
                                       : QVariant();
    if (const auto of = wayColumn(column)) {
        const JourneyColumn *const way = m_report.column(of->way);
        const Measured cell = way ? measured(*way, row) : Measured();
        if (role == Qt::DisplayRole)
            return textOf(cell, of->figure);
        if (role == SortRole)
            return sortValue(cell, of->figure);
        if (role == Qt::ToolTipRole)
            return tipOf(cell, of->figure);
        if (role == MeaningRole && of->figure == Figure::N && cell.hasCount && cell.figures.n < cell.asked)
            return QVariant::fromValue(Meaning::Bad);
        return {};
    }
    const auto ratio = ratioAt(m_report, row, column);
    if (role == Qt::DisplayRole)
        return orDash(journeyRatioText(ratio));
    return role == SortRole && ratio ? QVariant(*ratio) : QVariant();
}

QVariant JourneyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return headText(section);
    if (role == Qt::ToolTipRole)
        return headTip(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == Task ? Qt::AlignLeft | Qt::AlignVCenter
                                        : Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace movr
