#pragma once

#include "db/export/export_job.h"
#include "models/presentation/region_labels.h"
#include "ui/pages/table_page.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

class ExportForm;
class Fleet;

/// One export from the question to the end: asks for format, columns and file, then shows how far it is. Not modal:
/// the window goes on. When it fails the form is there again as it was, with the reason. Closing it while it
/// runs cancels the export.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(Fleet *fleet, const ViewSnapshot &view, const QString &folder, QWidget *parent = nullptr);
    ~ExportDialog() override;

    bool isRunning() const { return m_job != nullptr; }
    QPushButton *exportButton() const { return m_export; }
    /// What stands where progress and reasons are told.
    QString statusText() const;

    void accept() override; ///< begins
    void reject() override; ///< cancels what runs, or closes

    /// The fleet goes: what runs ends, and nothing more can begin.
    void leaveFleet();

Q_SIGNALS:
    void exported(const movr::ExportSummary &summary);
    void failed(const movr::Failure &failure);

private:
    void build();
    void setRunning(bool running);
    void showProgress();
    void finish(const Result<ExportSummary> &result);
    void say(const QString &text, bool bad);

    RegionLabels m_labels;
    QPointer<Fleet> m_fleet;
    ExportForm *m_form;
    QProgressBar *m_bar;
    QLabel *m_status;
    QPushButton *m_export = nullptr;
    QPushButton *m_cancel = nullptr;
    QTimer m_tick;
    std::unique_ptr<ExportJob> m_job;
};

/// "12,300 rows of about 400,000 · 4.5 MB · 98,000 rows/s".
QString progressText(const ExportProgress &progress);

} // namespace movr
