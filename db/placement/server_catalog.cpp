#include "db/placement/server_catalog.h"

#include "db/base/sql_text.h"
#include "db/lane/pq_pipeline.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace movr {

namespace {

using Row = QList<QString>;

std::optional<qint64> whole(const QString &text)
{
    return text.isNull() ? std::nullopt : std::optional(qint64(text.toDouble()));
}

std::optional<double> number(const QString &text)
{
    return text.isNull() ? std::nullopt : std::optional(text.toDouble());
}

bool yes(const QString &text)
{
    return text == u"t";
}

QDateTime moment(const QString &milliseconds)
{
    return milliseconds.isNull() ? QDateTime()
                                 : QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

void takeServer(ServerCatalog &catalog, const Row &row)
{
    catalog.serverVersion = row.value(0).section(u' ', 0, 0);
    catalog.address = row.value(1);
    catalog.clock = moment(row.value(2));
}

void takeRelation(ServerCatalog &catalog, const Row &row)
{
    CatalogRelation relation;
    relation.schema = row.value(0);
    relation.root = row.value(1);
    relation.name = row.value(2);
    relation.index = yes(row.value(3));
    relation.parent = yes(row.value(4));
    relation.tableRelation = row.value(5);
    relation.partitionKey = row.value(6);
    relation.bound = row.value(7);
    relation.bytes = whole(row.value(8));
    relation.rows = number(row.value(9));
    relation.analyzed = moment(row.value(10));
    relation.analyzedEver = yes(row.value(11));
    relation.modified = row.value(12).toLongLong();
    relation.definition = row.value(13);
    relation.primary = yes(row.value(14));
    relation.unique = yes(row.value(15));
    relation.valid = row.value(16) != u"f";
    relation.predicate = row.value(17);
    relation.hasCity = yes(row.value(18));
    catalog.relations.append(relation);
}

/// "city = ANY (ARRAY[...])" or "city = 'a' OR city = 'b'": equal to one of its literals, nothing else.
bool listsValues(const QString &expression)
{
    static const QRegularExpression literals(QStringLiteral("'(?:[^']|'')*'"));
    static const QRegularExpression others(QStringLiteral("<|>|~|!| AND | NOT |LIKE|\\b(?!any\\b)[a-z_]+\\("),
                                           QRegularExpression::CaseInsensitiveOption);
    QString bare = expression;
    bare.remove(literals);
    return bare.contains(QStringLiteral(" = ")) && !bare.contains(others);
}

void takeCheck(ServerCatalog &catalog, const Row &row)
{
    QStringList cities = stringLiterals(row.value(3));
    if (cities.isEmpty() || !listsValues(row.value(3)))
        return; // it says something else of the city
    const QString table = relationKey(row.value(0), row.value(1));
    const auto before = catalog.allowedCities.constFind(table);
    if (before != catalog.allowedCities.constEnd()) // two of them: what both allow
        cities.removeIf([&](const QString &city) { return !before->contains(city); });
    catalog.allowedCities.insert(table, cities);
    catalog.cityChecks.insert(table, row.value(2));
}

void takeShares(ServerCatalog &catalog, const Row &row)
{
    const QJsonArray cities = QJsonDocument::fromJson(row.value(2).toUtf8()).array();
    const QJsonArray shares = QJsonDocument::fromJson(row.value(3).toUtf8()).array();
    QHash<QString, double> spread;
    for (qsizetype i = 0; i < std::min(cities.size(), shares.size()); ++i)
        spread.insert(cities.at(i).toString(), shares.at(i).toDouble());
    // Cities that are not common share the rest: their frequencies are not known one by one.
    double rest = row.value(4).toDouble();
    for (const double share : std::as_const(spread))
        rest -= share;
    QSet<QString> others;
    for (const QJsonValue city : QJsonDocument::fromJson(row.value(5).toUtf8()).array())
        if (!spread.contains(city.toString()))
            others.insert(city.toString());
    for (const QString &city : std::as_const(others))
        spread.insert(city, std::max(0.0, rest) / double(others.size()));
    catalog.shares.insert(relationKey(row.value(0), row.value(1)), spread);
}

void takeSubscription(ServerCatalog &catalog, const Row &row)
{
    if (catalog.subscriptions.isEmpty() || catalog.subscriptions.constLast().name != row.value(0)) {
        CatalogSubscription next;
        next.name = row.value(0);
        next.enabled = yes(row.value(1));
        next.slot = row.value(2);
        next.running = yes(row.value(3));
        next.confirmed = whole(row.value(4));
        next.transitMicros = whole(row.value(8));
        catalog.subscriptions.append(next);
    }
    if (!row.value(6).isNull())
        catalog.subscriptions.last().tables.insert(relationKey(row.value(5), row.value(6)), row.value(7));
}

void takeDeclared(ServerCatalog &catalog, const Row &row)
{
    if (row.value(0) == u"version")
        catalog.schemaVersion = row.value(1).toInt();
    else if (row.value(0) == u"self")
        catalog.self = row.value(1);
    else if (row.value(0) == u"placement")
        catalog.placement.insert(row.value(1), row.value(2));
    else
        catalog.placedTables.append(row.value(1));
}

void takeCounted(ServerCatalog &catalog, const Row &row)
{
    const QString city =
        row.value(2).isNull() ? QString() : QString::fromUtf8(QByteArray::fromHex(row.value(2).toLatin1()));
    auto &counts = catalog.counted[relationKey(row.value(0), row.value(1))];
    if (!row.value(3).isNull())
        counts.insert(city, row.value(3).toLongLong());
}

struct Section {
    const char *name;
    void (*take)(ServerCatalog &, const Row &);
};

constexpr Section sections[] = {
    {"server", takeServer},
    {"relations", takeRelation},
    {"checks", takeCheck},
    {"shares", takeShares},
    {"guards",
     [](ServerCatalog &catalog, const Row &row) {
         catalog.guards.insert(relationKey(row.value(0), row.value(1)), yes(row.value(2)));
     }},
    {"published", [](ServerCatalog &catalog,
                     const Row &row) { catalog.published.insert(relationKey(row.value(0), row.value(1))); }},
    {"subscriptions", takeSubscription},
    {"slots",
     [](ServerCatalog &catalog, const Row &row) {
         catalog.replicationSlots.insert(row.value(0), {yes(row.value(1)), whole(row.value(2))});
     }},
    {"declared", takeDeclared},
    {"known_cities",
     [](ServerCatalog &catalog, const Row &row) { catalog.knownCities.append(row.value(0)); }},
    {"beats", [](ServerCatalog &catalog,
                 const Row &row) { catalog.beats.insert(row.value(0), moment(row.value(1))); }},
};

constexpr Section exactSections[] = {
    {"exact_rows", takeCounted},
    {"exact_activity",
     [](ServerCatalog &catalog, const Row &row) {
         auto &counts = row.value(1) == u"rides" ? catalog.activeRides : catalog.vehicles;
         counts.insert(row.value(0), row.value(2).toLongLong());
     }},
};

QString nameOf(const Section &section)
{
    return QStringLiteral("placement/") + QLatin1String(section.name);
}

} // namespace

QString relationKey(const QString &schema, const QString &name)
{
    return schema == u"public" ? name : schema + u'.' + name;
}

const CatalogRelation *ServerCatalog::relation(const QString &key) const
{
    const auto it = std::find_if(relations.begin(), relations.end(), [&](const CatalogRelation &relation) {
        return relationKey(relation.schema, relation.name) == key;
    });
    return it == relations.end() ? nullptr : &*it;
}

QStringList stringLiterals(const QString &expression)
{
    QStringList literals;
    for (qsizetype at = 0; at < expression.size(); ++at) {
        if (expression.at(at) == u'"') { // a quoted name may hold anything
            const qsizetype end = expression.indexOf(u'"', at + 1);
            at = end < 0 ? expression.size() : end;
            continue;
        }
        if (expression.at(at) != u'\'')
            continue;
        const bool escapes = at > 0 && expression.at(at - 1) == u'E';
        QString text;
        for (++at; at < expression.size(); ++at) {
            const QChar c = expression.at(at);
            const bool pair = (c == u'\'' || (escapes && c == u'\\')) && expression.mid(at + 1, 1) == c;
            if (c == u'\'' && !pair)
                break;
            text += c;
            at += pair ? 1 : 0;
        }
        literals.append(text);
    }
    return literals;
}

Result<ServerCatalog> readServerCatalog(PqSession &session, bool exact)
{
    QList<Section> wanted(std::begin(sections), std::end(sections));
    if (exact)
        wanted.append(QList<Section>(std::begin(exactSections), std::end(exactSections)));
    QList<PipelineCall> calls;
    for (const Section &section : wanted)
        calls.append({nameOf(section), {}, sqlText(nameOf(section))});

    ServerCatalog catalog;
    catalog.region = session.region();
    std::optional<Failure> broken; // cancelled or timed out: not a matter of one section
    auto done = runPipeline(session, calls, [&](int number, const Result<Answer> &answer) {
        const Section &section = wanted.at(number);
        if (!answer) {
            const FailureKind kind = answer.failure().kind;
            if (kind == FailureKind::Cancelled || kind == FailureKind::Timeout)
                broken = answer.failure();
            if (kind == FailureKind::NoSchema) // an ordinary database: nothing is declared there
                catalog.schemaVersion = 0;
            else
                catalog.hidden.append(answer.failure());
            catalog.missing.insert(QLatin1String(section.name));
            return;
        }
        if (number == 0)
            catalog.firstAnswer = answer->wait;
        for (const Row &row : answer->rows)
            section.take(catalog, row);
    });
    if (!done)
        return done.failure();
    if (broken)
        return *broken;
    catalog.readAt = QDateTime::currentDateTimeUtc();
    return catalog;
}

} // namespace movr
