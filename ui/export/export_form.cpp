#include "ui/export/export_form.h"

#include "db/export/export_columns.h"
#include "models/exports/export_names.h"
#include "models/presentation/words.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace movr {

namespace {

QString tableName(const ViewQuery &view)
{
    switch (view.index()) {
    case 0:
        return ExportForm::tr("Vehicles");
    case 1:
        return ExportForm::tr("Rides");
    case 2:
        return ExportForm::tr("Users");
    default:
        return ExportForm::tr("Activity");
    }
}

} // namespace

QString exportSubject(const ViewSnapshot &view)
{
    const QString place = !view.scope.city.isEmpty() ? words::city(view.scope.city)
                        : !view.scope.region.isEmpty()
                            ? (view.regionLabel.isEmpty() ? view.scope.region : view.regionLabel)
                            : ExportForm::tr("all regions");
    const QString subject = ExportForm::tr("%1 of %2").arg(tableName(view.query), place);
    return view.filterText.isEmpty() ? subject : ExportForm::tr("%1, %2").arg(subject, view.filterText);
}

ExportForm::ExportForm(const ViewSnapshot &view, const QString &folder, QWidget *parent)
    : QWidget(parent), m_view(view), m_format(new QComboBox(this)), m_columns(new QComboBox(this)),
      m_file(new QLineEdit(this)), m_browse(new QPushButton(tr("&Browse…"), this)), m_note(new QLabel(this))
{
    m_format->addItem(tr("CSV (spreadsheets, RFC 4180)"), int(ExportFormat::Csv));
    m_format->addItem(tr("JSON Lines (one object a line)"), int(ExportFormat::JsonLines));
    m_format->setAccessibleName(tr("Format"));
    m_columns->addItem(tr("As shown (%1 columns of the file)").arg(view.visibleColumns.size()));
    m_columns->addItem(tr("All (%1)").arg(exportColumns(view.query).size()));
    m_columns->setAccessibleName(tr("Columns"));
    m_file->setAccessibleName(tr("File"));
    m_file->setText(QDir::toNativeSeparators(
        QDir(folder).filePath(suggestedFileName(view.scope, view.query, format(), QDate::currentDate()))));
    m_browse->setAccessibleName(tr("Browse for the file"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setAccessibleName(tr("About the file"));
    addRows();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportForm::pickFormat);
    connect(m_file, &QLineEdit::textChanged, this, &ExportForm::validate);
    connect(m_browse, &QPushButton::clicked, this, &ExportForm::browse);
    validate();
    setFocusProxy(m_format);
}

void ExportForm::addRows()
{
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(m_browse);
    auto *form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(10);
    const auto add = [this, form](const QString &label, QWidget *buddy, auto *field) {
        auto *caption = new QLabel(label, this);
        caption->setBuddy(buddy);
        form->addRow(caption, field);
    };
    add(tr("&Format:"), m_format, m_format);
    add(tr("&Columns:"), m_columns, m_columns);
    add(tr("Fi&le:"), m_file, line);
    form->addRow(QString(), m_note);
}

ExportFormat ExportForm::format() const
{
    return ExportFormat(m_format->currentData().toInt());
}

ExportRequest ExportForm::request() const
{
    const bool all = m_columns->currentIndex() == 1;
    return {m_view.scope, m_view.query, all ? QStringList() : m_view.visibleColumns, format(),
            QFileInfo(QDir::fromNativeSeparators(m_file->text().trimmed())).absoluteFilePath()};
}

void ExportForm::pickFormat()
{
    // Only an ending that was the other format's follows: what was typed stays.
    const ExportFormat former = format() == ExportFormat::Csv ? ExportFormat::JsonLines : ExportFormat::Csv;
    QString name = m_file->text();
    if (name.endsWith(fileEnding(former))) {
        name.chop(fileEnding(former).size());
        m_file->setText(name + fileEnding(format()));
    }
    validate();
}

void ExportForm::browse()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), request().file);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QFileInfo(request().file).fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_file->setText(QDir::toNativeSeparators(file)); });
    dialog->open();
}

QString ExportForm::obstacle() const
{
    const QString text = m_file->text().trimmed();
    if (text.isEmpty())
        return tr("The file needs a name.");
    const QFileInfo file(request().file);
    const QString folder = QDir::toNativeSeparators(file.absolutePath());
    if (file.isDir())
        return tr("%1 is a folder. Add a file name.").arg(QDir::toNativeSeparators(file.absoluteFilePath()));
    if (!QFileInfo(file.absolutePath()).isDir())
        return tr("There is no folder %1.").arg(folder);
    if (!QFileInfo(file.absolutePath()).isWritable())
        return tr("The folder %1 cannot be written to.").arg(folder);
    return {};
}

void ExportForm::validate()
{
    const QString problem = obstacle();
    const bool replaces = problem.isEmpty() && QFileInfo::exists(request().file);
    m_note->setText(!problem.isEmpty() ? problem
                    : replaces ? tr("The file is there already. It is replaced once the export is complete.")
                               : QString());
    m_file->setAccessibleDescription(m_note->text());
    Q_EMIT changed();
}

} // namespace movr
