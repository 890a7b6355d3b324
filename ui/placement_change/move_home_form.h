#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"
#include "db/placement_change/placement_request.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace movr {

/// Which partition moves where.
class MoveHomeForm : public QWidget
{
    Q_OBJECT

public:
    MoveHomeForm(const Deployment &deployment, const Catalog &catalog, QWidget *parent = nullptr);

    /// Chooses a partition and, if it is not empty, the region.
    void choose(const QString &partition, const QString &to);
    /// What is missing, in a sentence; empty when nothing is.
    QString obstacle() const;
    MoveHome request() const;

Q_SIGNALS:
    void changed();

private:
    void fillRegions();

    Deployment m_deployment;
    Catalog m_catalog;
    QComboBox *m_partition;
    QComboBox *m_to;
    QLabel *m_now;
};

} // namespace movr
