#pragma once

#include "models/placement/map_scene.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

/// The line above the placement: whether all is well, how old the reading is, and below it, where there is something to
/// say, what is not known or that the figures are old.
class PlacementHead : public QFrame
{
    Q_OBJECT

public:
    explicit PlacementHead(QWidget *parent = nullptr);

    void setPlacement(const Placement &placement, const Surroundings &around, std::chrono::milliseconds took);
    /// The last reading failed; what is shown is older.
    void setStale(const Failure &failure);
    /// A reading is under way; an exact one may take long.
    void setReading(bool reading, bool exact);
    QString text() const;
    QString notice() const;

Q_SIGNALS:
    void findingsWanted();
    void retryWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showAge();
    void showState();
    void setColours();
    QString gapsText() const;
    QString gapsDetail() const;

    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_findings;
    QProgressBar *m_busy;
    QLabel *m_age;
    QFrame *m_strip;
    QLabel *m_notice;
    QPushButton *m_retry;
    QTimer m_clock; ///< the age grows
    Placement m_placement;
    Surroundings m_around;
    std::chrono::milliseconds m_took{};
    std::optional<Failure> m_failure;
};

} // namespace movr
