#pragma once

#include "ui/theme/region_style.h"

#include <QTableView>

namespace movr {

class RoundTripModel;

/// The matrix of round trips: the longer, the deeper its background; each cell says its figure, its n and its source.
class RoundTripView : public QTableView
{
    Q_OBJECT

public:
    explicit RoundTripView(RoundTripModel *model, QWidget *parent = nullptr);
};

} // namespace movr
