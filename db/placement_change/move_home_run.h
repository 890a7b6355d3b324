#pragma once

#include "db/placement_change/change_run.h"

namespace movr {

/// Moves a partition's home. Everything that takes long is done before writes are refused: the new home publishes the
/// tables already, without a row (a row filter that no row passes), and everybody has subscribed to them there. Refused
/// are they from the last write at the old home until that has arrived everywhere and the new home has taken over.
class MoveHomeRun final : public ChangeRun
{
public:
    using ChangeRun::ChangeRun;

protected:
    Result<Done> switchOver() override;
    Result<Done> complete() override;
    Result<Done> tidyAfterUndo() override;
    QStringList titles() const override;

private:
    Result<Done> catchUp(bool closely);
    Result<bool> arrived(const QString &mark, double seconds);
    Result<Done> follow();
    Result<Done> takeOver();
};

} // namespace movr
