#include "models/latency/figure_words.h"

#include "models/latency/latency_range.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::FigureWords)
};

} // namespace

QString millisecondsText(double milliseconds)
{
    const double size = std::abs(milliseconds);
    const int digits = size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return QLocale().toString(milliseconds, 'f', digits);
}

QString latencyText(std::optional<Nanoseconds> duration)
{
    return duration ? Tr::tr("%1 ms").arg(millisecondsText(double(duration->count()) / 1e6))
                    : QStringLiteral("–");
}

QString p99Text(const LatencyFigures &figures)
{
    if (figures.n > 0 && !figures.p99)
        return Tr::tr("n < %1").arg(LatencyFigures::leastForP99);
    return latencyText(figures.p99);
}

QString sourceText(FigureSource source)
{
    switch (source) {
    case FigureSource::Live:
        return Tr::tr("measured live by this console");
    case FigureSource::History:
        return Tr::tr("history kept on this desk");
    case FigureSource::LiveAndHistory:
        return Tr::tr("history kept on this desk, then measured live");
    case FigureSource::Journey:
        return Tr::tr("runs of the experiment");
    }
    return {};
}

QString provenanceText(const LatencyFigures &figures, const QTimeZone &zone)
{
    return Tr::tr("n = %1, %2, %3")
        .arg(QLocale().toString(figures.n), windowText(figures.window, zone), sourceText(figures.source));
}

quint64 failuresOf(const LatencyFigures &figures)
{
    return figures.failed + figures.timedOut + figures.unreachable;
}

QString failuresText(const LatencyFigures &figures)
{
    const QLocale locale;
    QStringList parts;
    if (figures.failed > 0)
        parts.append(Tr::tr("%1 failed").arg(locale.toString(figures.failed)));
    if (figures.timedOut > 0)
        parts.append(Tr::tr("%1 timed out").arg(locale.toString(figures.timedOut)));
    if (figures.unreachable > 0)
        parts.append(Tr::tr("%1 unreachable").arg(locale.toString(figures.unreachable)));
    return parts.join(Tr::tr(", "));
}

QString statementTitle(const QString &statement)
{
    QString title = statement.section(u'/', -1);
    QString order;
    if (title.endsWith(u"_asc")) {
        title.chop(4);
        order = Tr::tr(", ascending");
    } else if (title.endsWith(u"_desc")) {
        title.chop(5);
        order = Tr::tr(", descending");
    }
    title.replace(u'_', u' ');
    if (!title.isEmpty())
        title[0] = title.at(0).toUpper();
    return title + order;
}

QString statementKind(const QString &statement)
{
    const QString folder = statement.section(u'/', 0, 0);
    if (folder == u"transactions")
        return Tr::tr("Transaction");
    if (folder == u"views")
        return Tr::tr("View");
    if (folder == u"search")
        return Tr::tr("Search");
    if (folder == u"servers")
        return Tr::tr("Servers' own view");
    if (folder == u"export")
        return Tr::tr("Export");
    return folder == statement ? QString() : folder.left(1).toUpper() + folder.mid(1);
}

} // namespace movr
