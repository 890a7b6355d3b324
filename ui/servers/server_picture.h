#pragma once

#include "ui/tables/state_face.h"

namespace movr {

/// What stands where a table of the servers would be while it has no rows. Trying again is the page's: it goes on by
/// itself.
class ServerPicture : public StateFace
{
    Q_OBJECT

public:
    explicit ServerPicture(QWidget *parent = nullptr);

    void showLoading();
    void showEmpty(const QString &sentence);
    void showFailed();
};

} // namespace movr
