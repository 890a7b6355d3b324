#include "models/latency/chart_caption.h"

#include "models/latency/figure_words.h"
#include "models/latency/latency_range.h"
#include "models/presentation/city_time.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::ChartCaption)
};

/// Of all curves together; unset when nothing was answered.
std::optional<FigureSource> sourceOf(const LatencyScene &scene)
{
    std::optional<FigureSource> source;
    for (const QList<LatencyCurve> &group : {scene.statements, scene.floors})
        for (const LatencyCurve &curve : group)
            if (curve.whole.n > 0)
                source = !source || *source == curve.whole.source ? curve.whole.source
                                                                  : FigureSource::LiveAndHistory;
    return source;
}

bool withholdsP99(const LatencyScene &scene)
{
    return std::any_of(scene.statements.cbegin(), scene.statements.cend(), [](const LatencyCurve &curve) {
        return std::any_of(curve.points.cbegin(), curve.points.cend(), [](const LatencyPoint &point) {
            return point.figures.n > 0 && !point.figures.p99;
        });
    });
}

/// Minutes of the history lie beside shorter steps.
bool coarserBefore(const LatencyScene &scene)
{
    return std::any_of(scene.statements.cbegin(), scene.statements.cend(),
                       [&scene](const LatencyCurve &curve) {
                           return std::any_of(curve.points.cbegin(), curve.points.cend(),
                                              [&scene](const LatencyPoint &point) {
                                                  const TimeWindow &window = point.figures.window;
                                                  return point.figures.source == FigureSource::History
                                                      && window.from.secsTo(window.to) > scene.step.count();
                                              });
                       });
}

QString marksText(const LatencyScene &scene)
{
    const auto has = [&scene](PlotMark::Kind kind) {
        return std::any_of(scene.marks.cbegin(), scene.marks.cend(),
                           [kind](const PlotMark &mark) { return mark.kind == kind; });
    };
    QStringList kinds;
    if (has(PlotMark::Kind::Failed))
        kinds.append(Tr::tr("× failed"));
    if (has(PlotMark::Kind::TimedOut))
        kinds.append(Tr::tr("+ timed out"));
    if (has(PlotMark::Kind::Outage))
        kinds.append(Tr::tr("hatched: out of reach"));
    return kinds.isEmpty() ? QString() : Tr::tr("Below the curves: %1.").arg(kinds.join(Tr::tr(", ")));
}

} // namespace

QString chartCaption(const LatencyScene &scene, const QTimeZone &zone)
{
    if (scene.isEmpty())
        return {};
    QStringList sentences;
    QString origin = windowText(scene.window, zone);
    if (!scene.earlier.isEmpty())
        origin = Tr::tr("%1, against %2")
                     .arg(datedWindowText(scene.window, zone),
                          datedWindowText({scene.window.from.addMSecs(-scene.shift),
                                           scene.window.to.addMSecs(-scene.shift)},
                                          zone));
    if (const auto source = sourceOf(scene))
        origin = Tr::tr("%1, %2", "window, source").arg(origin, sourceText(*source));
    sentences.append(origin + u'.');
    const QString step = spanText(scene.step);
    sentences.append(coarserBefore(scene)
                         ? Tr::tr("A point for each %1, for each minute where it is history.").arg(step)
                         : Tr::tr("A point for each %1.").arg(step));
    if (withholdsP99(scene))
        sentences.append(Tr::tr("p99 only where a point has %1 answers.").arg(LatencyFigures::leastForP99));
    if (const QString marks = marksText(scene); !marks.isEmpty())
        sentences.append(marks);
    return sentences.join(u' ');
}

} // namespace movr
