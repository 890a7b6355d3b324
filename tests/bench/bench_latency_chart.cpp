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

using namespace movr;

namespace {

constexpr int day = 86'400;

LatencyCurve dayOf(const QString &region, double base, quint32 seed, const QDateTime &from)
{
    LatencyCurve curve{region, {}, {}};
    for (int second = 0; second < day; ++second) {
        seed = seed * 1664525 + 1013904223;
        const double noise = double(seed >> 16) / 65536;
        LatencyFigures figures;
        figures.window = {from.addSecs(second), from.addSecs(second + 1)};
        if (second % 7200 > 120) { // a gap every two hours
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

/// Milliseconds of the window's thread until a change is painted, from the change on.
class Painted : public QObject
{
public:
    explicit Painted(QWidget *widget) { widget->installEventFilter(this); }
    template <class Change>
    double after(Change change)
    {
        QCoreApplication::processEvents();
        m_paintings = 0;
        QElapsedTimer clock;
        clock.start();
        change();
        while (m_paintings == 0)
            QCoreApplication::processEvents();
        return double(clock.nsecsElapsed()) / 1e6;
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

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    theme::apply(ColorScheme::Light);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 60;
    const QDateTime from(QDate(2026, 11, 24), QTime(0, 0), Qt::UTC);
    const TimeWindow window{from, from.addSecs(day)};
    const QStringList regions{QStringLiteral("gcp-us-east1"), QStringLiteral("gcp-us-west1"),
                              QStringLiteral("gcp-europe-west1")};
    LatencyCurves curves;
    const QList<double> bases{1.2, 65, 94};
    for (int i = 0; i < regions.size(); ++i) {
        curves.statements.append(dayOf(regions.at(i), bases.at(i), quint32(i + 1), from));
        curves.floors.append(dayOf(regions.at(i), bases.at(i) * 0.9, quint32(i + 11), from));
    }
    for (const QSize size : {QSize(1100, 320), QSize(1740, 560)}) {
        LatencyChart chart;
        chart.setRegions(regions, {});
        chart.resize(size);
        chart.show();
        QCoreApplication::processEvents();
        QElapsedTimer clock;
        clock.start();
        const LatencyScene scene = makeScene(curves, window, std::chrono::seconds(1), chart.columns());
        const double making = double(clock.nsecsElapsed()) / 1e6;
        qsizetype points = 0;
        for (const PlotCurve &curve : scene.curves)
            for (const QList<QPointF> &run : curve.runs)
                points += run.size();
        QList<double> times, moves;
        Painted painted(chart.viewport());
        for (int round = 0; round < rounds; ++round) {
            LatencyScene next = scene;
            next.window.to = next.window.to.addSecs(round); // as time goes on
            times.append(painted.after([&] { chart.setScene(next); }));
            moves.append(painted.after([&] { chart.setCrosshair(from.addSecs(3600 + 600 * round)); }));
        }
        std::printf(
            "%dx%d: redraw of 24 h x 3 regions x (p50, p95, p99, floor): median %.2f ms, worst %.2f ms of %d "
            "(crosshair %.2f ms); made of 1,036,800 points on another thread in %.1f ms: %lld drawn\n",
            size.width(), size.height(), median(times), *std::max_element(times.cbegin(), times.cend()),
            rounds, median(moves), making, static_cast<long long>(points));
    }
    return 0;
}
