#pragma once

#include "db/base/failure.h"
#include "db/fleet/deployment.h"
#include "ui/start/region_passwords.h"

#include <QWidget>

class QComboBox;
class QFrame;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace movr {

class ConsoleSettings;
class DeploymentForm;
class PasswordStore;

/// What the window shows without a fleet: the demo, the last deployments, and a form for a new one.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    /// `settings` outlives the page. `passwords`: nullptr for the desktop's keychain.
    explicit StartPage(ConsoleSettings *settings, QWidget *parent = nullptr,
                       PasswordStore *passwords = nullptr);

    /// Something is being started: the text says what, the choices rest. An empty text ends it.
    void setBusy(const QString &text);
    bool busy() const { return m_busy; }
    /// Ends busy and says what went wrong until something else is tried.
    void showFailure(const Failure &failure);
    /// Reads the last deployments anew.
    void reload();
    /// Asks for a deployment file and opens it.
    void openFile();
    /// Reads the file and the passwords that are kept for it, then chooses it.
    void openDeployment(const QString &file);

Q_SIGNALS:
    void demoRequested(const QString &place);
    void deploymentChosen(const movr::Deployment &deployment, const movr::RegionPasswords &passwords);

private:
    QWidget *header();
    QFrame *demoCard();
    QFrame *recentCard();
    QFrame *newCard();
    void build();
    void startDemo();
    void openRecent();
    void forgetRecent();
    void readPasswords(const Deployment &deployment);

    ConsoleSettings *m_settings;
    PasswordStore *m_passwords;
    QComboBox *m_place = nullptr;
    QPushButton *m_start = nullptr;
    QListWidget *m_recent = nullptr;
    QLabel *m_noRecent = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_forget = nullptr;
    DeploymentForm *m_form = nullptr;
    QWidget *m_choices = nullptr;
    QFrame *m_status;
    QLabel *m_statusText;
    QProgressBar *m_progress;
    bool m_busy = false;
};

} // namespace movr
