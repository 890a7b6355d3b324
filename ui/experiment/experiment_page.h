#pragma once

#include "db/base/result.h"
#include "db/journey/journey_experiment.h"
#include "ui/pages/table_page.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

class QLabel;
class QProgressBar;
class QStackedWidget;

namespace movr {

class ExperimentSetup;
class JourneyResultView;
class NoticeStrip;
class PasswordStore;

/// Deployments that the console itself runs: any of its places can be the desk's, and nobody minds what is written there.
struct OwnDeployments {
    struct Links {
        Deployment multiRegion;
        Deployment singleRegion;
    };
    QStringList places;
    QString here; ///< where the window's own desk is
    /// Both deployments as that place reaches them. Does not block; the GUI thread.
    std::function<Result<Links>(const QString &place)> linksFrom;
};

/// The experiment: seven tasks in three ways. It goes on while other pages are shown, and ends with the fleet. What it writes
/// to deployments of the user's it asks for once, naming them.
class ExperimentPage : public TablePage
{
    Q_OBJECT

public:
    /// `passwords`: nullptr for the desktop's keychain.
    explicit ExperimentPage(ConsoleContext *context, QWidget *parent = nullptr,
                            PasswordStore *passwords = nullptr);
    /// Cancels, and waits until what was made up is taken out of use: seconds at worst, the window being closed by then.
    ~ExperimentPage() override;

    PageTarget::Page kind() const override { return PageTarget::Page::Experiment; }
    QString title() const override;
    QIcon icon() const override;
    void setFleet(Fleet *fleet) override;
    void setScope(const ViewScope &) override {}
    void applyFilter(const PageTarget &) override {}
    Selection selection() const override { return {}; }
    RowSource source() const override;
    bool hasRows() const override { return false; }
    QList<QAction *> toolBarActions() const override;
    void refresh() override {} // nothing is measured unasked
    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;

    /// After setFleet(), for a fleet of the console's own. `obstacle`: why it cannot be used (yet).
    void setOwnDeployments(const OwnDeployments &own, const QString &obstacle = {});

    /// As the buttons. run() asks first where the deployments are the user's.
    void run();
    void cancel();
    /// Blocks until every experiment has ended that was cancelled: for the end of the program, with the window gone.
    void waitForEnd();
    /// Writes the report on a thread of its own, in the form that the name's ending tells.
    void save(const QString &file);
    bool isRunning() const { return m_experiment; }
    ExperimentSetup *setup() const { return m_setup; }
    JourneyResultView *result() const { return m_result; }
    NoticeStrip *notice() const { return m_notice; }
    QString stateText() const;
    const JourneyProgress &progress() const { return m_now; }

Q_SIGNALS:
    void started();
    void ended();

private:
    void build();
    void begin(const JourneyRequest &request);
    void ask(const JourneyRequest &request);
    void readPasswords(const JourneyRequest &request);
    void leave();
    void accept(const JourneyReport &report);
    void showOther();
    void swapReports();
    void tellOther();
    void fail(const Failure &failure);
    void end();
    void showProgress();
    void showState();
    void exportReport();

    Fleet *m_fleet = nullptr;
    PasswordStore *m_passwords;
    OwnDeployments m_own;
    ExperimentSetup *m_setup;
    NoticeStrip *m_notice;
    QWidget *m_running;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QStackedWidget *m_stack;
    QLabel *m_explanation;
    JourneyResultView *m_result;
    QAction *m_export = nullptr;
    JourneyExperiment *m_experiment = nullptr; ///< child; the one that is shown
    std::optional<JourneyReport> m_other;      ///< beside the one that is shown: one of them was cancelled
    bool m_cancelling = false;
    bool m_preparing = false; ///< passwords are asked for
    quint64 m_run = 0;        ///< answers for a run that was cancelled are dropped
    JourneyProgress m_now;
    QElapsedTimer m_since;
    QTimer m_paint; ///< progress is shown a few times a second, however often it comes
    QString m_folder;
};

} // namespace movr
