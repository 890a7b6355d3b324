#include "ui/bulk/bulk_dialog.h"

#include "models/bulk/bulk_result_model.h"
#include "ui/dialogs/dialog_buttons.h"
#include "ui/tables/meaning_delegate.h"
#include "ui/tables/selection_text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace movr {

BulkDialog::BulkDialog(std::unique_ptr<BulkChange> change, const QString &title, const QStringList &subjects,
                       QWidget *parent)
    : QDialog(parent), m_change(std::move(change)),
      m_results(new BulkResultModel(m_change.get(), subjects, this)),
      m_shown(new QSortFilterProxyModel(this)), m_summary(new QLabel(this)), m_bar(new QProgressBar(this)),
      m_table(new QTableView(this)), m_onlyOthers(new QCheckBox(tr("&Only what was not done"), this))
{
    setWindowTitle(title);
    setModal(false);
    build();
    setUpTable();
    connect(m_change.get(), &BulkChange::itemsChanged, this, &BulkDialog::showState);
    connect(m_change.get(), &BulkChange::finished, this, &BulkDialog::end);
    m_change->start();
    showState();
    m_cancel->setFocus();
    resize(720, 480);
}

BulkDialog::~BulkDialog()
{
    m_change->disconnect(this);
    m_change->disconnect(m_results);
}

void BulkDialog::build()
{
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setAccessibleName(tr("State"));
    m_bar->setRange(0, int(m_change->items().size()));
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_onlyOthers->setToolTip(tr("Hides the rows for which it was done."));
    m_onlyOthers->setAccessibleName(tr("Only what was not done"));
    auto *buttons = new DialogButtons(this);
    const auto add = [this, buttons](const QString &text, const char *icon, auto slot) {
        QPushButton *const button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setIcon(QIcon::fromTheme(QLatin1String(icon)));
        button->setAccessibleName(QString(text).remove(u'&'));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    m_copy = add(tr("Co&py list"), "edit-copy", [this] { QGuiApplication::clipboard()->setText(text()); });
    m_copy->setToolTip(tr("Copies the shown rows as text that spreadsheets take."));
    m_retry = add(tr("&Retry failed"), "view-refresh", [this] {
        m_change->retry();
        showState();
    });
    m_retry->setToolTip(
        tr("Sends what failed and what was not sent once more. What was done in the meantime is "
           "not done twice."));
    m_cancel = add(tr("&Cancel the rest"), "process-stop", [this] { m_change->cancel(); });
    m_cancel->setToolTip(tr("Sends no more rows. What is done stays done."));
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setAccessibleName(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_summary);
    layout->addWidget(m_bar);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_onlyOthers);
    layout->addWidget(buttons);
}

void BulkDialog::setUpTable()
{
    m_shown->setSourceModel(m_results);
    m_shown->setFilterRole(BulkResultModel::DoneRole);
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new MeaningDelegate(m_table));
    m_table->setAccessibleName(tr("Result of each row"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(BulkResultModel::Subject, fontMetrics().averageCharWidth() * 34);
    m_table->setColumnWidth(BulkResultModel::City, fontMetrics().averageCharWidth() * 16);
    connect(m_onlyOthers, &QCheckBox::toggled, this,
            [this](bool only) { m_shown->setFilterFixedString(only ? QStringLiteral("false") : QString()); });
}

void BulkDialog::setLabels(const RegionLabels &labels)
{
    m_results->setLabels(labels);
}

QString BulkDialog::text() const
{
    const QItemSelection former = m_table->selectionModel()->selection();
    m_table->selectAll();
    const QString all = selectedRowsText(*m_table);
    m_table->selectionModel()->select(former, QItemSelectionModel::ClearAndSelect);
    return all;
}

void BulkDialog::showState()
{
    const bool running = m_change->isRunning();
    const int open = m_change->count(BulkItem::State::Waiting) + m_change->count(BulkItem::State::Sent);
    const int retryable = m_change->retryableCount();
    m_summary->setText(tr("%1 of %2: %3")
                           .arg(windowTitle())
                           .arg(m_change->items().size())
                           .arg(BulkResultModel::summary(*m_change)));
    m_bar->setValue(m_bar->maximum() - open);
    m_cancel->setEnabled(running && !m_change->isCancelled());
    m_retry->setEnabled(!running && retryable > 0);
}

void BulkDialog::end()
{
    showState();
    if (m_change->doneCount() < m_change->items().size() && m_change->doneCount() > 0)
        m_onlyOthers->setChecked(true);
    if (isVisible())
        m_close->setFocus();
    Q_EMIT changeFinished();
}

} // namespace movr
