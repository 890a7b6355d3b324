#include "models/action_model.h"

#include "models/presentation/words.h"

namespace movr {

ActionModel::ActionModel(QObject *parent) : TypedPagedModel<OperatorAction>(parent)
{
    m_columns = {
        {tr("Time"), tr("When it was done, with the time zone."), false, true, 25},
        {tr("Action"), tr("What was asked for."), false, false, 18},
        {tr("Subject"), tr("The ride, vehicle or user it was done to."), false, false, 16},
        {tr("Outcome"), tr("Done, or the rule that refused it."), false, false, 18},
        {tr("Operator"), tr("Who asked for it."), false, false, 14},
        {tr("Reason"), tr("Why, when a reason was given."), false, false, 20},
        {tr("City"), tr("The city decides in which partition the record lives."), false, false, 13},
    };
    setInitialSort(Time, Qt::DescendingOrder);
}

QString ActionModel::text(const OperatorAction &action, int column) const
{
    switch (column) {
    case Time:
        return time().text(action.actedAt, action.city);
    case Action:
        return words::action(action.action);
    case Subject:
        return tr("%1 %2").arg(words::subjectKind(action.subjectKind), words::shortId(action.subjectId));
    case Outcome:
        return words::outcome(action.outcome);
    case Operator:
        return action.operatorName;
    case Reason:
        return action.reason;
    case City:
        return words::city(action.city);
    default:
        return {};
    }
}

QVariant ActionModel::sortValue(const OperatorAction &action, int column) const
{
    switch (column) {
    case Time:
        return action.actedAt;
    case Action:
        return action.action;
    case Subject:
        return action.subjectId;
    case Outcome:
        return action.outcome;
    case City:
        return action.city;
    default:
        return text(action, column);
    }
}

QString ActionModel::tooltip(const OperatorAction &action, int column) const
{
    switch (column) {
    case Time:
        return time().bothText(action.actedAt, action.city);
    case Subject:
        return tr("%1 %2").arg(words::subjectKind(action.subjectKind), words::fullId(action.subjectId));
    case Outcome:
        return words::outcomeSentence(action.outcome);
    default:
        return text(action, column);
    }
}

Meaning ActionModel::meaning(const OperatorAction &action, int column) const
{
    return column == Outcome ? words::outcomeMeaning(action.outcome) : Meaning::Neutral;
}

QString ActionModel::keyText(const PageKey &key) const
{
    return CityTime::serverText(key.value(0).toString());
}

} // namespace movr
