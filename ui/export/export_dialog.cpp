#include "ui/export/export_dialog.h"

#include "db/fleet/fleet.h"
#include "ui/dialogs/dialog_buttons.h"
#include "ui/export/export_form.h"
#include "ui/theme/meaning.h"

#include <QIcon>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

namespace {

constexpr int tickMilliseconds = 200;
constexpr int steps = 1000;

} // namespace

QString progressText(const ExportProgress &progress)
{
    const QLocale locale;
    QStringList parts;
    if (progress.estimatedRows && *progress.estimatedRows > progress.rows)
        parts.append(ExportDialog::tr("%1 rows of about %2")
                         .arg(locale.toString(progress.rows), locale.toString(*progress.estimatedRows)));
    else
        parts.append(ExportDialog::tr("%1 rows").arg(locale.toString(progress.rows)));
    parts.append(locale.formattedDataSize(progress.bytes, 1, QLocale::DataSizeSIFormat));
    if (const auto time = progress.elapsed.count(); time >= 1000)
        parts.append(ExportDialog::tr("%1 rows/s").arg(locale.toString(progress.rows * 1000 / time)));
    return parts.join(QStringLiteral(" · "));
}

ExportDialog::ExportDialog(Fleet *fleet, const ViewSnapshot &view, const QString &folder, QWidget *parent)
    : QDialog(parent), m_labels(fleet ? RegionLabels(fleet->deployment()) : RegionLabels()), m_fleet(fleet),
      m_form(new ExportForm(view, folder, this)), m_bar(new QProgressBar(this)), m_status(new QLabel(this))
{
    setWindowTitle(tr("Export"));
    setModal(false);
    setMinimumWidth(560);
    auto *subject = new QLabel(exportSubject(view), this);
    subject->setTextFormat(Qt::PlainText);
    subject->setWordWrap(true);
    QFont strong = subject->font();
    strong.setBold(true);
    subject->setFont(strong);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(14);
    layout->addWidget(subject);
    layout->addWidget(m_form);
    build();
    m_form->setFocus();
    setRunning(false);
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build()
{
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_bar->setTextVisible(false);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("State of the export"));
    auto *buttons = new DialogButtons(QDialogButtonBox::Cancel, this);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setIcon(QIcon::fromTheme(QStringLiteral("document-export")));
    m_export->setAccessibleName(tr("Export"));
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(m_form, &ExportForm::changed, this, [this] { setRunning(isRunning()); });
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &ExportDialog::showProgress);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(m_bar);
    column->addWidget(m_status);
    column->addStretch(1);
    column->addWidget(buttons);
}

QString ExportDialog::statusText() const
{
    return m_status->text();
}

void ExportDialog::setRunning(bool running)
{
    const QString obstacle = m_fleet ? m_form->obstacle() : tr("The fleet has been left.");
    m_form->setEnabled(!running);
    m_bar->setVisible(running);
    m_export->setEnabled(!running && obstacle.isEmpty());
    m_export->setToolTip(obstacle);
    m_cancel->setText(running ? tr("&Cancel export") : tr("Close"));
    m_cancel->setAccessibleName(running ? tr("Cancel export") : tr("Close"));
    running ? m_tick.start() : m_tick.stop();
}

void ExportDialog::accept()
{
    if (isRunning() || !m_fleet)
        return;
    m_job = m_fleet->exportView(m_form->request());
    m_bar->setRange(0, 0);
    say(tr("Asking the servers…"), false);
    setRunning(true);
    m_cancel->setFocus();
    m_job->result().then(this, [this](const Result<ExportSummary> &result) { finish(result); });
}

void ExportDialog::reject()
{
    if (!isRunning()) {
        QDialog::reject();
        return;
    }
    say(tr("Cancelling…"), false);
    m_job->cancel();
}

void ExportDialog::leaveFleet()
{
    m_fleet = nullptr;
    if (isRunning())
        m_job->cancel();
    else
        QDialog::reject();
}

void ExportDialog::showProgress()
{
    const ExportProgress progress = m_job->progress();
    if (!progress.estimatedRows)
        return;
    // An estimate that was too low leaves the bar full but for the last step.
    const qint64 all = std::max(qint64(1), *progress.estimatedRows);
    m_bar->setRange(0, steps);
    m_bar->setValue(int(std::min(qint64(steps - 1), progress.rows * steps / all)));
    say(progressText(progress), false);
}

void ExportDialog::say(const QString &text, bool bad)
{
    QPalette colors = palette();
    if (bad)
        colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
    m_status->setPalette(colors);
    m_status->setText(text);
}

void ExportDialog::finish(const Result<ExportSummary> &result)
{
    m_job.reset();
    setRunning(false);
    if (result.ok()) {
        Q_EMIT exported(*result);
        QDialog::accept();
        return;
    }
    // What was chosen is not lost: the form is there again.
    const bool cancelled = result.failure().kind == FailureKind::Cancelled;
    say(m_labels.in(result.failure().sentence), !cancelled);
    m_export->setFocus();
    Q_EMIT failed(result.failure());
    if (!m_fleet)
        QDialog::reject();
}

} // namespace movr
