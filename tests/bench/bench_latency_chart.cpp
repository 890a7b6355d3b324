// What redrawing the latency chart costs the window: 24 hours of seconds of three regions, with p50, p95, p99 and the
// network floor each; what is made on another thread beforehand is told apart.
//
//   QT_QPA_PLATFORM=offscreen bench_latency_chart [rounds]
//
// Prints one line for each size. Not part of the tests.
#include "models/latency/latency_scene.h"
#include "ui/latency/latency_chart.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

using namespace movr;

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
    QList<double> wall, processor; ///< ms
};

double processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Milliseconds of the window's thread until a change is painted, from the change on.
class Painted : public QObject
{
public:
    explicit Painted(QWidget *widget) { widget->installEventFilter(this); }
    template <class Change>
    void after(Change change, Cost &cost)
    {
        QCoreApplication::processEvents();
        m_paintings = 0;
        QElapsedTimer clock;
        clock.start();
        const double begin = processorTime();
        change();
        while (m_paintings == 0)
            QCoreApplication::processEvents();
        cost.wall.append(double(clock.nsecsElapsed()) / 1e6);
        cost.processor.append(processorTime() - begin);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_paintings += event->type() == QEvent::Paint ? 1 : 0; // processEvents() returns when it is done
        return false;
    }

private:
    int m_paintings = 0;
};

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

void print(const char *what, const Cost &cost)
{
    std::printf("  %s: median %.2f ms, worst %.2f ms; of the thread's processor time median %.2f ms\n", what,
                median(cost.wall), *std::max_element(cost.wall.cbegin(), cost.wall.cend()),
                median(cost.processor));
}

void measure(const QSize &size, int step, int rounds)
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
    Painted painted(chart.viewport());
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
    QApplication app(argc, argv);
    theme::apply(ColorScheme::Light);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    for (const QSize size : {QSize(1100, 320), QSize(1740, 560)})
        for (const int step : {300, 1}) // as the page asks for a day, and every second of it
            measure(size, step, rounds);
    return 0;
}
