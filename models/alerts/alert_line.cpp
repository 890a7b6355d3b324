#include "models/alerts/alert_line.h"

#include "db/latency/latency_figures.h"
#include "models/latency/figure_words.h"
#include "models/presentation/city_time.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVariantMap>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::AlertLine)
};

constexpr int leastMilliseconds = 1;
constexpr int mostMilliseconds = 60'000;
constexpr int leastSeconds = 1;
constexpr int mostSeconds = 24 * 3600;

// Names in the settings.
const QString idKey = QStringLiteral("id");
const QString regionKey = QStringLiteral("region");
const QString statementKey = QStringLiteral("statement");
const QString thresholdKey = QStringLiteral("p95_ms");
const QString spanKey = QStringLiteral("seconds");
const QString enabledKey = QStringLiteral("enabled");

std::optional<int> milliseconds(const QString &text)
{
    bool number = false;
    int value = QLocale().toInt(text.trimmed(), &number);
    if (!number)
        value = text.trimmed().toInt(&number);
    return number ? std::optional(value) : std::nullopt;
}

} // namespace

QString alertSubject(const QString &statement, const QString &region, const RegionLabels &labels)
{
    const QString what = statement.isEmpty()         ? Tr::tr("All statements")
                       : statement == floorStatement ? Tr::tr("Network round trip")
                                                     : statementTitle(statement);
    return region.isEmpty() ? Tr::tr("%1 in each region").arg(what)
                            : Tr::tr("%1 in %2").arg(what, labels.of(region));
}

QString alertRule(const AlertLine &line)
{
    return Tr::tr("p95 of the last %1 over %2 ms", "span, limit")
        .arg(spanText(line.span), QLocale().toString(qlonglong(line.threshold.count())));
}

QString thresholdProblem(const QString &text)
{
    if (text.trimmed().isEmpty())
        return Tr::tr("A number of milliseconds is needed.");
    const auto value = milliseconds(text);
    if (!value)
        return Tr::tr("A whole number of milliseconds, such as 250.");
    if (*value < leastMilliseconds || *value > mostMilliseconds)
        return Tr::tr("Between 1 and %1 ms.").arg(QLocale().toString(mostMilliseconds));
    return {};
}

std::chrono::milliseconds thresholdOf(const QString &text)
{
    return std::chrono::milliseconds(milliseconds(text).value_or(0));
}

QVariantList alertLinesToSettings(const QList<AlertLine> &lines)
{
    QVariantList values;
    for (const AlertLine &line : lines)
        values.append(QVariantMap{{idKey, line.id.toString(QUuid::WithoutBraces)},
                                  {regionKey, line.region},
                                  {statementKey, line.statement},
                                  {thresholdKey, int(line.threshold.count())},
                                  {spanKey, int(line.span.count())},
                                  {enabledKey, line.enabled}});
    return values;
}

QList<AlertLine> alertLinesFromSettings(const QVariantList &values)
{
    QList<AlertLine> lines;
    for (const QVariant &value : values) {
        const QVariantMap kept = value.toMap();
        const int threshold = kept.value(thresholdKey).toInt();
        const int span = kept.value(spanKey).toInt();
        const bool sensible = threshold >= leastMilliseconds && threshold <= mostMilliseconds
                           && span >= leastSeconds && span <= mostSeconds;
        if (!sensible || lines.size() >= mostAlertLines)
            continue;
        AlertLine line;
        if (const QUuid id = QUuid::fromString(kept.value(idKey).toString()); !id.isNull())
            line.id = id;
        line.region = kept.value(regionKey).toString();
        line.statement = kept.value(statementKey).toString();
        line.threshold = std::chrono::milliseconds(threshold);
        line.span = std::chrono::seconds(span);
        line.enabled = kept.value(enabledKey, true).toBool();
        lines.append(line);
    }
    return lines;
}

} // namespace movr
