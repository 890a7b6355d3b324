#include "db/placement/definition.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Definition)
};

QString titleOf(Definition::Part::Kind kind)
{
    using Kind = Definition::Part::Kind;
    switch (kind) {
    case Kind::Functions:
        return Tr::tr("Functions of its triggers");
    case Kind::Table:
        return Tr::tr("Table");
    case Kind::Partitions:
        return Tr::tr("Partitions");
    case Kind::Constraints:
        return Tr::tr("Foreign keys");
    case Kind::Indexes:
        return Tr::tr("Indexes");
    case Kind::Triggers:
        return Tr::tr("Triggers");
    case Kind::Publications:
        return Tr::tr("Publication");
    case Kind::Subscriptions:
        return Tr::tr("Subscriptions");
    case Kind::Placement:
        return Tr::tr("Declared placement");
    }
    return {};
}

} // namespace

QString Definition::text() const
{
    QString text = QStringLiteral("-- ") + Tr::tr("%1 as %2 has it").arg(table, region) + u'\n';
    for (const Part &part : parts)
        text += QStringLiteral("\n-- ") + titleOf(part.kind) + u'\n' + part.text;
    return text;
}

} // namespace movr
