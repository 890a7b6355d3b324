#pragma once

#include "db/placement_change/change_run.h"

namespace movr {

/// Adds a city: a further partition for it on every server, where nobody may write until everybody follows its home.
class AddCityRun final : public ChangeRun
{
public:
    using ChangeRun::ChangeRun;

protected:
    Result<Done> switchOver() override;
    Result<Done> complete() override;
    Result<Done> tidyAfterUndo() override;
    QStringList titles() const override;
};

} // namespace movr
