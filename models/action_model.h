#pragma once

#include "models/typed_paged_model.h"

namespace movr {

/// The record of who did what.
class ActionModel : public TypedPagedModel<OperatorAction>
{
    Q_OBJECT

public:
    enum Column { Time, Action, Subject, Outcome, Operator, Reason, City, ColumnCount };

    explicit ActionModel(QObject *parent = nullptr);

    const QList<ColumnInfo> &columns() const override { return m_columns; }
    ActionSort sortKey() const { return ActionSort::Time; }

protected:
    QString text(const OperatorAction &action, int column) const override;
    QVariant sortValue(const OperatorAction &action, int column) const override;
    QString tooltip(const OperatorAction &action, int column) const override;
    QString keyText(const PageKey &key) const override;
    Meaning meaning(const OperatorAction &action, int column) const override;

private:
    QList<ColumnInfo> m_columns;
};

} // namespace movr
