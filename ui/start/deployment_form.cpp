#include "ui/start/deployment_form.h"

#include "ui/settings/password_store.h"
#include "ui/start/region_editor.h"
#include "ui/theme/meaning.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace movr {

DeploymentForm::DeploymentForm(PasswordStore *passwords, QWidget *parent)
    : QWidget(parent), m_passwords(passwords), m_name(new QLineEdit(this)), m_area(new QScrollArea(this)),
      m_note(new QLabel(this)),
      m_save(new QPushButton(QIcon::fromTheme(QStringLiteral("document-save")), tr("&Save as…"), this)),
      m_connect(new QPushButton(QIcon::fromTheme(QStringLiteral("network-connect")), tr("&Connect"), this))
{
    m_name->setAccessibleName(tr("Name of the deployment"));
    m_name->setPlaceholderText(tr("Production"));
    auto *caption = new QLabel(tr("&Name:"), this);
    caption->setBuddy(m_name);
    auto *add = new QPushButton(QIcon::fromTheme(QStringLiteral("list-add")), tr("&Add region"), this);
    add->setAccessibleName(tr("Add region"));
    m_save->setAccessibleName(tr("Save the deployment as a file"));
    m_connect->setAccessibleName(tr("Connect to the new deployment"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setAccessibleName(tr("State of the form"));

    auto *regions = new QWidget(m_area);
    m_column = new QVBoxLayout(regions);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_column->addStretch(1);
    m_area->setWidget(regions);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Regions of the new deployment"));
    m_area->setFocusPolicy(Qt::NoFocus);

    auto *top = new QHBoxLayout;
    top->addWidget(caption);
    top->addWidget(m_name, 1);
    top->addWidget(add);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_note, 1);
    bottom->addWidget(m_save);
    bottom->addWidget(m_connect);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_area, 1);
    layout->addLayout(bottom);

    connect(m_name, &QLineEdit::textEdited, this, &DeploymentForm::validateForm);
    connect(add, &QPushButton::clicked, this, &DeploymentForm::addRegion);
    connect(m_save, &QPushButton::clicked, this, &DeploymentForm::chooseFile);
    connect(m_connect, &QPushButton::clicked, this, &DeploymentForm::connectNow);
    addRegion();
    showNote(tr("A region's password is kept in the desktop's keychain when the deployment is saved."),
             false);
}

Deployment DeploymentForm::deployment() const
{
    Deployment deployment;
    deployment.name = m_name->text().trimmed();
    deployment.file = m_file;
    for (const RegionEditor *editor : m_editors)
        deployment.regions.append(editor->region());
    return deployment;
}

RegionPasswords DeploymentForm::passwords() const
{
    RegionPasswords passwords;
    for (const RegionEditor *editor : m_editors) {
        if (!editor->password().isEmpty())
            passwords.insert(editor->region().name, editor->password());
    }
    return passwords;
}

QString DeploymentForm::note() const
{
    return m_note->text();
}

void DeploymentForm::addRegion()
{
    auto *editor = new RegionEditor(++m_number, m_area->widget());
    m_editors.append(editor);
    m_column->insertWidget(m_column->count() - 1, editor);
    connect(editor, &RegionEditor::edited, this, &DeploymentForm::validateForm);
    connect(editor, &RegionEditor::removeWanted, this, [this, editor] { removeRegion(editor); });
    for (RegionEditor *each : std::as_const(m_editors))
        each->setRemovable(m_editors.size() > 1);
    validateForm();
}

void DeploymentForm::removeRegion(RegionEditor *editor)
{
    m_editors.removeOne(editor);
    editor->deleteLater();
    for (RegionEditor *each : std::as_const(m_editors))
        each->setRemovable(m_editors.size() > 1);
    validateForm();
}

void DeploymentForm::connectNow()
{
    Q_EMIT connectWanted(deployment(), passwords());
}

void DeploymentForm::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save deployment"), QString(), tr("Deployments (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &DeploymentForm::saveTo);
    dialog->open();
}

void DeploymentForm::saveTo(const QString &file)
{
    const Result<Done> written = writeDeployment(deployment(), file);
    if (!written.ok()) {
        showNote(written.failure().sentence, true);
        return;
    }
    m_file = file;
    showNote(tr("Saved as %1.").arg(file), false);
    keepPasswords(file);
    Q_EMIT saved(file);
}

void DeploymentForm::keepPasswords(const QString &file)
{
    const RegionPasswords all = passwords();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        const QString region = it.key();
        m_passwords->write(
            PasswordStore::keyOf(file, region), it.value(), this, [this, region](const QString &wrong) {
                if (!wrong.isEmpty())
                    showNote(
                        tr("The deployment is saved, but the keychain did not keep the password of %1: %2")
                            .arg(region, wrong),
                        true);
            });
    }
}

void DeploymentForm::validateForm()
{
    m_file.clear();
    const Result<Done> valid = validate(deployment());
    m_save->setEnabled(valid.ok());
    m_connect->setEnabled(valid.ok());
    const QString reason = valid.ok() ? QString() : valid.failure().sentence;
    m_connect->setToolTip(reason);
    m_save->setToolTip(reason);
    showNote(reason, false);
}

void DeploymentForm::showNote(const QString &text, bool bad)
{
    QPalette colors; // only what is set here is fixed; the rest follows the appearance
    if (bad)
        colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
    m_note->setPalette(colors);
    m_note->setForegroundRole(bad ? QPalette::WindowText : QPalette::PlaceholderText);
    m_note->setText(text);
}

} // namespace movr
