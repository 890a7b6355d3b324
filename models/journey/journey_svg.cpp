#include "models/journey/journey_files.h"
#include "models/journey/journey_words.h"

#include <QCoreApplication>

#include <cmath>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Journey)
};

constexpr int chartLeft = 130;
constexpr int chartRight = 700;
constexpr int chartTop = 70;
constexpr int barHeight = 11;
constexpr int groupHeight = 48;

/// Milliseconds on the axis: from a tenth to a thousand, further where a bar needs it.
struct LogAxis {
    double low = 0.1;
    double high = 1000;
    explicit LogAxis(const JourneyReport &report)
    {
        for (const JourneyColumn &column : report.columns)
            for (const JourneyTaskResult &task : column.tasks)
                if (task.figures.median) {
                    const double ms = double(task.figures.median->count()) / 1e6;
                    while (ms > high)
                        high *= 10;
                    while (ms < low && low > 1e-6)
                        low /= 10;
                }
    }
    double at(double ms) const
    {
        return chartLeft + (chartRight - chartLeft) * std::log(ms / low) / std::log(high / low);
    }
};

const char *fillOf(JourneyWay way)
{
    switch (way) {
    case JourneyWay::MultiRegion:
        return "#0072b2";
    case JourneyWay::SingleRegion:
        return "#e69f00";
    case JourneyWay::Reference:
        break;
    }
    return "#cc79a7";
}

/// What is drawn on a bar, so that colour alone decides nothing: nothing, dashes or strokes. Plain shapes: not every
/// reader of SVG knows patterns.
QString marksOf(JourneyWay way, double x, double y, double width, double height)
{
    QString marks;
    for (double at = x + 5; way != JourneyWay::MultiRegion && at + 4 < x + width; at += 8) {
        const QString begin = QStringLiteral("M%1 ").arg(at, 0, 'f', 1);
        marks +=
            way == JourneyWay::SingleRegion
                ? begin + QStringLiteral("%1 h4").arg(y + height / 2, 0, 'f', 1)
                : begin
                      + QStringLiteral("%1 l4 -%2").arg(y + height - 1, 0, 'f', 1).arg(height - 2, 0, 'f', 1);
    }
    return marks.isEmpty() ? QString()
                           : QStringLiteral("<path d=\"%1\" stroke=\"#3d2a00\" fill=\"none\"/>").arg(marks);
}

QString bar(JourneyWay way, double x, double y, double width)
{
    return QStringLiteral(
               "<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\" stroke=\"#333333\"/>")
               .arg(x, 0, 'f', 1)
               .arg(y, 0, 'f', 1)
               .arg(width, 0, 'f', 1)
               .arg(barHeight)
               .arg(QLatin1String(fillOf(way)))
         + marksOf(way, x, y, width, barHeight);
}

QString textAt(double x, double y, const QString &text, const char *anchor = "start", int size = 12)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" font-size=\"%4\">%5</text>")
        .arg(x, 0, 'f', 1)
        .arg(y, 0, 'f', 1)
        .arg(QLatin1String(anchor))
        .arg(size)
        .arg(text.toHtmlEscaped());
}

QString barOf(const LogAxis &axis, const JourneyColumn &column, const JourneyTaskResult &task, double y)
{
    if (!task.figures.median) // a gap that says so, no bar of no length
        return textAt(chartLeft + 4, y + barHeight - 1, Tr::tr("no answer"), "start", 10);
    const double end = axis.at(double(task.figures.median->count()) / 1e6);
    return bar(column.way, chartLeft, y, end - chartLeft)
         + textAt(end + 4, y + barHeight - 1, journeyMilliseconds(task.figures.median), "start", 10);
}

} // namespace

QByteArray journeySvg(const JourneyReport &report)
{
    const LogAxis axis(report);
    const int bottom = chartTop + groupHeight * int(journeyTasks().size());
    QString svg =
        QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %1\" width=\"760\" "
                       "height=\"%1\" font-family=\"sans-serif\" role=\"img\" aria-label=\"%2\">"
                       "<rect width=\"760\" height=\"%1\" fill=\"#ffffff\"/>")
            .arg(bottom + 62)
            .arg(Tr::tr("Median time of each task in each deployment").toHtmlEscaped());
    for (double ms = axis.low; ms <= axis.high * 1.001; ms *= 10) {
        const double x = axis.at(ms);
        svg += QStringLiteral("<path d=\"M%1 %2 V%3\" stroke=\"#cccccc\"/>")
                   .arg(x, 0, 'f', 1)
                   .arg(chartTop - 6)
                   .arg(bottom);
        svg += textAt(x, bottom + 16, QString::number(ms), "middle", 11);
    }
    svg += textAt((chartLeft + chartRight) / 2.0, bottom + 34,
                  Tr::tr("median, milliseconds, logarithmic scale"), "middle");
    svg += textAt(14, bottom + 54, journeyOrigin(report), "start", 10);
    double legend = 20;
    for (const JourneyColumn &column : report.columns) {
        svg += bar(column.way, 14, legend - 10, 26);
        svg += textAt(46, legend, Tr::tr("%1 (%2)").arg(journeyTitle(column.way), column.region));
        legend += 16;
    }
    for (const JourneyTask task : journeyTasks()) {
        const double top = chartTop + groupHeight * int(task);
        svg += textAt(chartLeft - 8, top + groupHeight / 2.0, journeyTitle(task), "end");
        for (qsizetype i = 0; i < report.columns.size(); ++i)
            if (const auto &tasks = report.columns.at(i).tasks; tasks.size() > int(task))
                svg +=
                    barOf(axis, report.columns.at(i), tasks.at(int(task)), top + double(i) * (barHeight + 3));
    }
    return (svg + QStringLiteral("</svg>")).toUtf8();
}

} // namespace movr
