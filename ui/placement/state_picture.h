#pragma once

#include "ui/tables/state_face.h"

namespace movr {

/// What stands where the placement would be while there is none: it is being read, nothing is placed, or it could not be
/// read.
class StatePicture : public StateFace
{
    Q_OBJECT

public:
    explicit StatePicture(QWidget *parent = nullptr);

    void showLoading();
    void showEmpty(const QString &explanation);
    void showFailed(const QString &sentence, const QString &detail);

Q_SIGNALS:
    void retryWanted();
};

} // namespace movr
