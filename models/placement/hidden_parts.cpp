#include "models/placement/hidden_parts.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::HiddenParts)
};

/// What a statement of the catalogs reads.
QString partOf(const QString &statement)
{
    const QString name = statement.section(u'/', -1);
    const QHash<QString, QString> words{{QStringLiteral("server"), Tr::tr("server")},
                                        {QStringLiteral("relations"), Tr::tr("tables and indexes")},
                                        {QStringLiteral("checks"), Tr::tr("checks")},
                                        {QStringLiteral("shares"), Tr::tr("shares")},
                                        {QStringLiteral("guards"), Tr::tr("guards")},
                                        {QStringLiteral("published"), Tr::tr("publications")},
                                        {QStringLiteral("subscriptions"), Tr::tr("subscriptions")},
                                        {QStringLiteral("slots"), Tr::tr("replication slots")},
                                        {QStringLiteral("declared"), Tr::tr("declared placement")},
                                        {QStringLiteral("known_cities"), Tr::tr("cities")},
                                        {QStringLiteral("beats"), Tr::tr("age of copies")},
                                        {QStringLiteral("exact_rows"), Tr::tr("row counts")},
                                        {QStringLiteral("exact_activity"), Tr::tr("active rides")}};
    return words.value(name, name);
}

} // namespace

QString hiddenSentence(const QList<Failure> &hidden, const QString &label)
{
    QStringList parts;
    for (const Failure &failure : hidden)
        parts.append(partOf(failure.statement));
    const QString names = parts.join(QStringLiteral(", "));
    const QString said = parts.size() == 1 ? Tr::tr("In %1 a part is hidden from you (%2)").arg(label, names)
                                           : Tr::tr("In %1 %2 parts are hidden from you (%3)")
                                                 .arg(label, QString::number(parts.size()), names);
    const auto other = std::find_if(hidden.begin(), hidden.end(), [](const Failure &failure) {
        return failure.kind != FailureKind::Permission;
    });
    if (other != hidden.end())
        return Tr::tr("%1. %2").arg(said, other->sentence);
    return Tr::tr("%1: the role that you connect with may not read them.").arg(said);
}

QString hiddenDetail(const QList<Failure> &hidden)
{
    QStringList lines;
    for (const Failure &failure : hidden)
        lines.append(Tr::tr("%1: %2").arg(partOf(failure.statement), failure.sentence));
    return lines.join(u'\n');
}

} // namespace movr
