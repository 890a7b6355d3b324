#include "ui/export/export_center.h"

#include "ui/console_context.h"
#include "ui/export/export_dialog.h"
#include "ui/settings/console_settings.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace movr {

ExportCenter::ExportCenter(ConsoleContext *context, ConsoleSettings *settings, QWidget *window)
    : QObject(window), m_context(context), m_settings(settings), m_window(window)
{
    connect(context, &ConsoleContext::fleetChanged, this, &ExportCenter::leaveFleet);
}

QDialog *ExportCenter::open(const ViewSnapshot &view)
{
    if (!m_context->fleet())
        return nullptr;
    auto *dialog = new ExportDialog(m_context->fleet(), view, m_settings->exportFolder(), m_window);
    connect(dialog, &ExportDialog::exported, this, &ExportCenter::tell);
    connect(dialog, &ExportDialog::failed, this, [this](const Failure &failure) {
        const bool cancelled = failure.kind == FailureKind::Cancelled;
        Q_EMIT messageWanted({cancelled ? Message::Kind::Info : Message::Kind::Error,
                              failure.sentence,
                              failure.detail,
                              {},
                              {}});
    });
    connect(dialog, &QDialog::finished, dialog, &QObject::deleteLater);
    m_dialogs.removeAll(QPointer<ExportDialog>());
    m_dialogs.append(dialog);
    dialog->show();
    return dialog;
}

int ExportCenter::running() const
{
    return int(std::count_if(m_dialogs.cbegin(), m_dialogs.cend(), [](const QPointer<ExportDialog> &dialog) {
        return dialog && dialog->isRunning();
    }));
}

void ExportCenter::leaveFleet()
{
    const auto dialogs = m_dialogs;
    for (const QPointer<ExportDialog> &dialog : dialogs)
        if (dialog)
            dialog->leaveFleet();
}

void ExportCenter::tell(const ExportSummary &summary)
{
    const QFileInfo file(summary.file);
    m_settings->setExportFolder(file.absolutePath());
    const QLocale locale;
    const QString text = tr("%1 rows are exported to %2 (%3).")
                             .arg(locale.toString(summary.rows), QDir::toNativeSeparators(summary.file),
                                  locale.formattedDataSize(summary.bytes, 1, QLocale::DataSizeSIFormat));
    const QString seconds = locale.toString(double(summary.elapsed.count()) / 1000, 'f', 1);
    const QString detail =
        tr("From %1 in %2 s.").arg(m_context->labels().of(summary.regions).join(tr(", ")), seconds);
    Q_EMIT messageWanted(
        {Message::Kind::Done, text, detail, tr("Show in folder"),
         [folder = file.absolutePath()] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }});
}

} // namespace movr
