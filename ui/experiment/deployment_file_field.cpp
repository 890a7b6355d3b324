#include "ui/experiment/deployment_file_field.h"

#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QFileDialog>
#include <QFuture>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

namespace movr {

namespace {

using namespace std::chrono_literals;

QFuture<Result<Deployment>> readAside(const QString &file)
{
    const auto promise = std::make_shared<QPromise<Result<Deployment>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file] {
        promise->addResult(readDeployment(file));
        promise->finish();
    });
    return promise->future();
}

} // namespace

DeploymentFileField::DeploymentFileField(const QString &name, QWidget *parent)
    : QWidget(parent), m_name(name), m_edit(new QLineEdit(this)), m_problem(new WrappedLabel(this))
{
    setAccessibleName(name);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(tr("Deployment file (.json)"));
    m_edit->setToolTip(tr("A deployment file, as it is opened on the start page"));
    auto *browse = new QToolButton(this);
    browse->setIcon(QIcon::fromTheme(QStringLiteral("document-open")));
    browse->setToolTip(tr("Choose a deployment file"));
    browse->setAccessibleName(tr("Choose a file: %1").arg(name));
    browse->setFocusPolicy(Qt::StrongFocus);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(browse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    m_settled.setSingleShot(true);
    m_settled.setInterval(150ms);
    connect(&m_settled, &QTimer::timeout, this, &DeploymentFileField::read);
    connect(m_edit, &QLineEdit::textChanged, this, &DeploymentFileField::typed);
    connect(browse, &QToolButton::clicked, this, &DeploymentFileField::choose);
    setFocusProxy(m_edit);
}

QString DeploymentFileField::file() const
{
    return m_edit->text().trimmed();
}

void DeploymentFileField::setFile(const QString &file)
{
    m_edit->setText(file);
}

QString DeploymentFileField::problem() const
{
    return m_problem->isVisibleTo(this) ? m_problem->text() : QString();
}

void DeploymentFileField::choose()
{
    auto *dialog = new QFileDialog(this, m_name, file(), tr("Deployments (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DeploymentFileField::setFile);
    dialog->open();
}

void DeploymentFileField::typed()
{
    ++m_asked;
    m_deployment.reset();
    showProblem({});
    if (file().isEmpty())
        m_settled.stop();
    else
        m_settled.start();
    Q_EMIT changed();
}

void DeploymentFileField::read()
{
    readAside(file()).then(this, [this, asked = m_asked](const Result<Deployment> &read) {
        if (asked == m_asked)
            accept(read);
    });
}

void DeploymentFileField::accept(const Result<Deployment> &read)
{
    if (read.ok())
        m_deployment = *read;
    showProblem(read.ok() ? QString() : read.failure().sentence);
    Q_EMIT changed();
}

void DeploymentFileField::showProblem(const QString &sentence)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, colours));
    m_problem->setPalette(colours);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
}

} // namespace movr
