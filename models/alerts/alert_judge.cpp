#include "models/alerts/alert_judge.h"

#include "models/latency/figure_counts.h"
#include "models/presentation/city_time.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::AlertLine)
};

constexpr int keptHours = 24;

} // namespace

QString alertSentence(const AlertEvent &event, const RegionLabels &labels)
{
    const LatencyFigures &figures = event.figures;
    const QString subject = alertSubject(event.line.statement, event.region, labels);
    const QString span = spanText(event.line.span);
    const QString line = durationText(event.line.threshold);
    const QLocale locale;
    if (figures.n + unansweredIn(figures) == 0)
        return Tr::tr("%1: nothing was measured within the last %2; the line of %3 is not crossed any more.")
            .arg(subject, span, line);
    if (unansweredIn(figures) * 20 > figures.n + unansweredIn(figures))
        return Tr::tr("%1: %2 of %3 were not answered within the last %4; the line is p95 %5.")
            .arg(subject, locale.toString(unansweredIn(figures)),
                 locale.toString(figures.n + unansweredIn(figures)), span, line);
    const QString p95 = figures.p95 ? durationText(*figures.p95) : QStringLiteral("–");
    return event.over ? Tr::tr("%1: p95 %2 over the last %3 (n = %4), above the line of %5.")
                            .arg(subject, p95, span, locale.toString(figures.n), line)
                      : Tr::tr("%1: p95 is back at %2 over the last %3 (n = %4), the line is %5.")
                            .arg(subject, p95, span, locale.toString(figures.n), line);
}

std::optional<bool> isOver(const AlertLine &line, const LatencyFigures &figures)
{
    const quint64 measured = figures.n + unansweredIn(figures);
    if (measured == 0) // whatever was over it is over
        return false;
    if (measured < AlertJudge::leastMeasured)
        return {};
    return unansweredIn(figures) * 20 > measured || (figures.p95 && *figures.p95 > line.threshold);
}

void AlertJudge::setLines(const QList<AlertLine> &lines, const QDateTime &now)
{
    for (auto open = m_open.begin(); open != m_open.end();) {
        const AlertLine *const former = line(open.key().first);
        const bool same = former && former->enabled && lines.contains(*former);
        if (!same) {
            open->until = now;
            m_marks.append(*open);
        }
        open = same ? std::next(open) : m_open.erase(open);
    }
    m_decided.removeIf([&](const auto &known) {
        const AlertLine *const former = line(known.first);
        return !former || !lines.contains(*former);
    });
    m_lines = lines;
}

const AlertLine *AlertJudge::line(const QUuid &id) const
{
    const auto found =
        std::find_if(m_lines.cbegin(), m_lines.cend(), [&id](const AlertLine &one) { return one.id == id; });
    return found == m_lines.cend() ? nullptr : &*found;
}

std::optional<AlertEvent> AlertJudge::judge(const QUuid &id, const QString &region,
                                            const LatencyFigures &figures)
{
    const AlertLine *const judged = line(id);
    if (!judged || !judged->enabled)
        return {};
    const std::optional<bool> over = isOver(*judged, figures);
    if (figures.n + unansweredIn(figures) >= leastMeasured)
        m_decided.insert({id, region});
    else
        m_decided.remove({id, region});
    const auto open = m_open.find({id, region});
    if (!over || *over == (open != m_open.end()))
        return {};
    if (*over) {
        m_open.insert({id, region}, {region, judged->statement, figures.window.to, {}, judged->threshold});
    } else {
        open->until = figures.window.to;
        m_marks.append(*open);
        m_open.erase(open);
        forgetOld(figures.window.to);
    }
    return AlertEvent{*judged, region, *over, figures};
}

QStringList AlertJudge::over(const QUuid &id) const
{
    QStringList regions;
    for (auto open = m_open.cbegin(); open != m_open.cend(); ++open)
        if (open.key().first == id)
            regions.append(open.key().second);
    regions.sort();
    return regions;
}

bool AlertJudge::decided(const QUuid &id) const
{
    return std::any_of(m_decided.cbegin(), m_decided.cend(),
                       [&id](const auto &known) { return known.first == id; });
}

QList<AlertMark> AlertJudge::marks() const
{
    QList<AlertMark> all = m_marks;
    for (const AlertMark &open : m_open)
        all.append(open);
    std::stable_sort(all.begin(), all.end(),
                     [](const AlertMark &a, const AlertMark &b) { return a.since < b.since; });
    return all;
}

void AlertJudge::forgetOld(const QDateTime &now)
{
    const QDateTime kept = now.addSecs(-keptHours * 3600);
    m_marks.removeIf([&kept](const AlertMark &mark) { return mark.until < kept; });
    if (m_marks.size() > mostMarks)
        m_marks.remove(0, m_marks.size() - mostMarks);
}

void AlertJudge::clear()
{
    m_open.clear();
    m_marks.clear();
    m_decided.clear();
}

} // namespace movr
