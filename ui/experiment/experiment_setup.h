#pragma once

#include "db/fleet/catalog.h"
#include "db/fleet/deployment.h"

#include <QFrame>
#include <QVariantMap>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace movr {

class DeploymentFileField;

/// What the experiment is to compare, from where, whose tasks and how often.
class ExperimentSetup : public QFrame
{
    Q_OBJECT

public:
    explicit ExperimentSetup(QWidget *parent = nullptr);

    enum class Source { Demo, Files };
    /// The demo's deployments can be chosen: its places, and its own one among them. Without places: not a demo.
    void setPlaces(const QStringList &places, const QString &here);
    /// Why the demo's deployments cannot be used now; empty: they can.
    void setDemoObstacle(const QString &sentence);
    void setCities(const Catalog &catalog);
    /// The file that the window shows: what is compared unless another one is chosen.
    void proposeFile(const QString &multiRegion);

    Source source() const;
    QString place() const; ///< of the demo's desk
    QString city() const;  ///< empty: the first one of the nearest region
    int rounds() const;
    std::optional<Deployment> multiRegion() const;  ///< of the files
    std::optional<Deployment> singleRegion() const; ///< of the files
    /// Why it cannot run yet, for people; empty: it can.
    QString obstacle() const;

    void setRunning(bool running, bool cancelling);
    QPushButton *runButton() const { return m_run; }
    QPushButton *cancelButton() const { return m_cancel; }

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

Q_SIGNALS:
    void runWanted();
    void cancelWanted();

private:
    void build();
    void showSource();
    void showState();

    QComboBox *m_source;
    QComboBox *m_place;
    QLabel *m_placeCaption = nullptr;
    DeploymentFileField *m_multi;
    DeploymentFileField *m_single;
    QComboBox *m_city;
    QSpinBox *m_rounds;
    QLabel *m_note;
    QPushButton *m_run;
    QPushButton *m_cancel;
    QFormLayout *m_form = nullptr;
    QString m_demoObstacle;
    QString m_wantedPlace; ///< of the settings, until the places are known
    bool m_running = false;
    bool m_cancelling = false;
};

} // namespace movr
