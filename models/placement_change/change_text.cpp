#include "models/placement_change/change_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlacementChange)
};

QString because(const ChangeEnd &end)
{
    return end.failure && end.failure->kind != FailureKind::Cancelled ? u' ' + end.failure->sentence
                                                                      : QString();
}

} // namespace

QString changeTitle(const ChangeRecord &record)
{
    if (const auto *add = std::get_if<AddCity>(&record.request))
        return Tr::tr("Add %1, at home in %2").arg(add->city, record.newHome);
    return Tr::tr("Move %1 to %2").arg(record.partition, record.newHome);
}

QString changeEndText(const ChangeRecord &record, const ChangeEnd &end)
{
    switch (end.kind) {
    case ChangeEnd::Kind::Done: {
        if (const auto *add = std::get_if<AddCity>(&record.request))
            return Tr::tr("%1 can be used. It is at home in %2 and followed by every other region.")
                .arg(add->city, record.newHome);
        QString text = Tr::tr("%1 is at home in %2.").arg(record.partition, record.newHome);
        if (end.writePause)
            text += u' '
                  + Tr::tr("Writes to its cities were refused for %1 s at most, as seen from here.")
                        .arg(QLocale().toString(double(end.writePause->count()) / 1000, 'f', 2));
        return text;
    }
    case ChangeEnd::Kind::Undone:
        return end.failure && end.failure->kind == FailureKind::Cancelled
                 ? Tr::tr("Cancelled. Everything is as before.")
                 : Tr::tr("It was undone; everything is as before.") + because(end);
    case ChangeEnd::Kind::Unfinished:
        break;
    }
    QString text = Tr::tr("It is not at its end: what is done is noted in the databases.") + because(end);
    if (end.writesWait)
        text += u' ' + Tr::tr("Writes to its cities are refused until then.");
    return text + u' ' + Tr::tr("Resume it, or undo it, when every region answers.");
}

QString openChangeText(const OpenChange &open)
{
    const ChangeRecord &record = open.record;
    QString text = Tr::tr("A change of placement is not at its end: %1, begun by %2 at %3 UTC.")
                       .arg(changeTitle(record), record.operatorName,
                            record.begunAt.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    if (!open.silent.isEmpty())
        text += u' ' + Tr::tr("No answer from %1.").arg(open.silent.join(QStringLiteral(", ")));
    if (open.states.value(record.oldHome, ChangeState::Begun) == ChangeState::Held && !open.onlyForward())
        text += u' ' + Tr::tr("Writes to its cities are refused meanwhile.");
    if (open.onlyForward())
        text += u' ' + Tr::tr("The new home has taken over: it can only be brought to its end.");
    else if (open.onlyBack())
        text += u' ' + Tr::tr("It is being undone.");
    else
        text += u' '
              + Tr::tr(
                    "It can be brought to its end or undone; if another console carries it out now, that one "
                    "is stopped.");
    return text;
}

QString planText(const PlacementPlan &plan)
{
    QStringList lines{changeTitle(plan.record)};
    for (const QString &problem : plan.problems)
        lines.append(QStringLiteral("! ") + problem);
    for (qsizetype i = 0; i < plan.statements.size(); ++i)
        lines.append(QStringLiteral("%1. %2").arg(i + 1).arg(plan.statements.at(i)));
    return (lines + plan.facts).join(u'\n');
}

} // namespace movr
