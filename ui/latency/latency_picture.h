#pragma once

#include "ui/tables/state_face.h"

namespace movr {

/// What stands where the figures would be while there are none: they are being added up, nothing was measured, or they
/// could not be read.
class LatencyPicture : public StateFace
{
    Q_OBJECT

public:
    explicit LatencyPicture(QWidget *parent = nullptr);

    void showLoading();
    void showEmpty(const QString &headline, const QString &explanation);
    void showFailed(const QString &sentence, const QString &detail);

Q_SIGNALS:
    void retryWanted();
};

} // namespace movr
