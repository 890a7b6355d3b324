#include "db/placement_change/partition_name.h"

namespace movr {

namespace {

/// With the longest table's name and a number an identifier of PostgreSQL (63 bytes), with room for its indexes' names.
constexpr int longestName = 36;

} // namespace

QString partitionNameFor(const QString &city)
{
    QString name;
    for (const QChar c : city.toLower().normalized(QString::NormalizationForm_KD)) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (plain)
            name += c;
        else if (c.category() != QChar::Mark_NonSpacing && !name.isEmpty() && !name.endsWith(u'_'))
            name += u'_';
    }
    name = name.left(longestName);
    while (name.endsWith(u'_'))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("city") : name;
}

} // namespace movr
