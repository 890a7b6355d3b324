#pragma once

#include "db/fleet/deployment.h"
#include "db/placement_change/placement_request.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace movr {

/// Which city is added, where it is and where it is at home.
class AddCityForm : public QWidget
{
    Q_OBJECT

public:
    explicit AddCityForm(const Deployment &deployment, QWidget *parent = nullptr);

    /// What is missing, in a sentence; empty when nothing is.
    QString obstacle() const;
    AddCity request() const;

Q_SIGNALS:
    void changed();

private:
    QComboBox *zones();
    /// Begins with nothing given: 0° is a place.
    QDoubleSpinBox *degrees(double limit, const QString &name);

    QLineEdit *m_city;
    QComboBox *m_region;
    QComboBox *m_zone;
    QDoubleSpinBox *m_latitude;
    QDoubleSpinBox *m_longitude;
};

} // namespace movr
