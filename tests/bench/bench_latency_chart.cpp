// What redrawing the latency chart costs the window: 24 hours of seconds of three regions, with p50, p95, p99 and the
// network floor each. Told apart: how long the window's thread is at work on it, the longest it is at a stretch, and when the
// new curves are seen, which another thread paints; and what is made on another thread beforehand.
//
//   QT_QPA_PLATFORM=offscreen bench_latency_chart [rounds]
//
// Prints one line for each size. Not part of the tests.
#include "models/latency/latency_scene.h"
#include "tests/bench/timed_application.h"
#include "ui/latency/latency_chart.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace movr;
using namespace movr::test;

namespace {

constexpr int day = 86'400;

/// A day in such steps.
LatencyCurve dayOf(const QString &region, double base, quint32 seed, const QDateTime &from, int step)
{
    LatencyCurve curve{region, {}, {}};
    for (int second = 0; second < day; second += step) {
        seed = seed * 1664525 + 1013904223;
        const double noise = double(seed >> 16) / 65536;
        LatencyFigures figures;
        figures.window = {from.addSecs(second), from.addSecs(second + step)};
        if (second % 7200 >= step) { // a gap every two hours
            const auto ms = [](double value) { return Nanoseconds(qint64(value * 1e6)); };
            figures.n = 120;
            figures.p50 = ms(base * (1 + 0.05 * noise));
            figures.p95 = ms(base * (1.2 + 0.4 * noise));
            figures.p99 = ms(base * (1.6 + 2 * noise * noise));
        }
        curve.points.append({figures});
    }
    curve.whole.n = day;
    return curve;
}

struct Cost {
    QList<double> work, stretch, seen; ///< ms
};

/// What a change of the chart costs until it is seen.
class Painted : public QObject
{
public:
    Painted(TimedApplication &app, LatencyChart &chart) : m_app(app), m_chart(chart)
    {
        chart.viewport()->installEventFilter(this);
    }
    template <class Change>
    void after(Change change, Cost &cost)
    {
        while (!m_chart.isPainted())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
        m_app.begin();
        m_current = false;
        QElapsedTimer clock;
        clock.start();
        change();
        m_app.add({double(clock.nsecsElapsed()) / 1e6, {}});
        while (!m_current)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        cost.seen.append(double(clock.nsecsElapsed()) / 1e6);
        cost.work.append(m_app.sum());
        cost.stretch.append(m_app.longest().first().milliseconds);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        // processEvents() returns when it is done
        m_current = m_current || (event->type() == QEvent::Paint && m_chart.isPainted());
        return false;
    }

private:
    TimedApplication &m_app;
    LatencyChart &m_chart;
    bool m_current = false;
};

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

void print(const char *what, const Cost &cost)
{
    const auto worst = [](const QList<double> &values) {
        return *std::max_element(values.cbegin(), values.cend());
    };
    std::printf("  %s: the window's thread median %.2f ms, worst %.2f ms; at a stretch median %.2f ms, worst "
                "%.2f ms; seen "
                "after median %.2f ms, worst %.2f ms\n",
                what, median(cost.work), worst(cost.work), median(cost.stretch), worst(cost.stretch),
                median(cost.seen), worst(cost.seen));
}

void measure(TimedApplication &app, const QSize &size, int step, int rounds)
{
    const QDateTime from(QDate(2026, 11, 24), QTime(0, 0), Qt::UTC);
    const TimeWindow window{from, from.addSecs(day)};
    const QStringList regions{QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1"),
                              QStringLiteral("gcp-europe-west1")};
    LatencyCurves curves;
    const QList<double> bases{1.2, 65, 94};
    for (int i = 0; i < regions.size(); ++i) {
        curves.statements.append(dayOf(regions.at(i), bases.at(i), quint32(i + 1), from, step));
        curves.floors.append(dayOf(regions.at(i), bases.at(i) * 0.9, quint32(i + 11), from, step));
    }
    LatencyChart chart;
    chart.setRegions(regions, {});
    chart.resize(size);
    chart.show();
    QCoreApplication::processEvents();
    QElapsedTimer clock;
    clock.start();
    const LatencyScene scene = makeScene(curves, window, std::chrono::seconds(step), chart.columns());
    const double making = double(clock.nsecsElapsed()) / 1e6;
    qsizetype points = 0;
    for (const PlotCurve &curve : scene.curves)
        for (const QList<QPointF> &run : curve.runs)
            points += run.size();
    Cost redraw, crosshair;
    Painted painted(app, chart);
    for (int round = 0; round < rounds; ++round) {
        LatencyScene next = scene;
        next.window.to = next.window.to.addSecs(60 * round); // as time goes on
        painted.after([&] { chart.setScene(next); }, redraw);
        painted.after([&] { chart.setCrosshair(from.addSecs(3600 + 600 * round)); }, crosshair);
    }
    std::printf(
        "%dx%d, steps of %d s (%d points, %lld drawn, made on another thread in %.1f ms), %d rounds\n",
        size.width(), size.height(), step, 12 * day / step, static_cast<long long>(points), making, rounds);
    print("redraw", redraw);
    print("crosshair", crosshair);
}

} // namespace

int main(int argc, char **argv)
{
    TimedApplication app(argc, argv);
    theme::apply(ColorScheme::Light);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    for (const QSize size : {QSize(1100, 320), QSize(1740, 560)})
        for (const int step : {300, 1}) // as the page asks for a day, and every second of it
            measure(app, size, step, rounds);
    return 0;
}
