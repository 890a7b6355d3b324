#pragma once

#include "db/fleet/deployment.h"
#include "ui/start/region_passwords.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace movr {

class PasswordStore;
class RegionEditor;

/// A new deployment: its name and regions, to be connected to or saved. Passwords go into the password
/// store when the deployment is saved, never into its file.
class DeploymentForm : public QWidget
{
    Q_OBJECT

public:
    /// `passwords` outlives the form.
    explicit DeploymentForm(PasswordStore *passwords, QWidget *parent = nullptr);

    Deployment deployment() const;
    RegionPasswords passwords() const;
    /// Writes the deployment and keeps the passwords.
    void saveTo(const QString &file);
    QString note() const;

Q_SIGNALS:
    void connectWanted(const movr::Deployment &deployment, const movr::RegionPasswords &passwords);
    void saved(const QString &file);

private:
    void addRegion();
    void removeRegion(RegionEditor *editor);
    void connectNow();
    void chooseFile();
    void validateForm();
    void keepPasswords(const QString &file);
    void showNote(const QString &text, bool bad);

    PasswordStore *m_passwords;
    QLineEdit *m_name;
    QScrollArea *m_area;
    QVBoxLayout *m_column;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_connect;
    QList<RegionEditor *> m_editors;
    QString m_file; ///< where it was saved, until it is edited
    int m_number = 0;
};

} // namespace movr
