#include "ui/alerts/alert_lines_dialog.h"

#include "models/alerts/alert_line_model.h"
#include "ui/tables/empty_face.h"
#include "ui/tables/meaning_delegate.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

namespace movr {

AlertLinesDialog::AlertLinesDialog(const QList<AlertLine> &lines, const AlertChoices &choices,
                                   QWidget *parent)
    : QDialog(parent), m_choices(choices), m_model(new AlertLineModel(choices.labels, this)),
      m_table(new QTableView(this)), m_none(new EmptyFace(m_table)),
      m_add(new QPushButton(QIcon::fromTheme(QStringLiteral("list-add")), tr("&Add…"), this)),
      m_change(new QPushButton(QIcon::fromTheme(QStringLiteral("document-edit")), tr("&Change…"), this)),
      m_remove(new QPushButton(QIcon::fromTheme(QStringLiteral("edit-delete")), tr("&Remove"), this))
{
    setWindowTitle(tr("Alert lines"));
    setModal(false);
    m_none->tell(tr("No alert lines yet"), tr("Nothing is watched until a line is added."));
    m_model->setLines(lines);
    build();
    connect(m_model, &AlertLineModel::linesChanged, this, [this] {
        showState();
        Q_EMIT linesChanged(m_model->lines());
    });
    connect(m_add, &QPushButton::clicked, this, &AlertLinesDialog::add);
    connect(m_change, &QPushButton::clicked, this, &AlertLinesDialog::change);
    connect(m_remove, &QPushButton::clicked, this, &AlertLinesDialog::remove);
    connect(m_table, &QTableView::doubleClicked, this, &AlertLinesDialog::change);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AlertLinesDialog::showState);
    auto *key = new QShortcut(Qt::Key_Delete, m_table);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &AlertLinesDialog::remove);
    if (!lines.isEmpty())
        m_table->selectRow(0);
    showState();
}

void AlertLinesDialog::build()
{
    auto *about = new QLabel(
        tr("When p95 crosses a line, it is said in the message bar, marked in the latency chart and told by "
           "the desktop. At least 5 measurements are needed."),
        this);
    about->setWordWrap(true);
    about->setTextFormat(Qt::PlainText);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Alert lines"));
    m_table->setItemDelegate(new MeaningDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setAccessibleName(tr("Columns"));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(AlertLineModel::Statement, QHeaderView::Stretch);
    m_add->setAccessibleName(tr("Add an alert line"));
    m_change->setAccessibleName(tr("Change the selected alert line"));
    m_remove->setAccessibleName(tr("Remove the selected alert line"));
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    close->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_add, m_change, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(about);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    resize(720, 320);
}

void AlertLinesDialog::setStates(const QHash<QUuid, AlertState> &states)
{
    m_model->setStates(states);
}

void AlertLinesDialog::showState()
{
    m_none->setVisible(m_model->rowCount() == 0);
    for (int column = 0; column < AlertLineModel::ColumnCount; ++column)
        if (column != AlertLineModel::Statement)
            m_table->resizeColumnToContents(column);
    const bool one = m_table->currentIndex().isValid();
    m_change->setEnabled(one);
    m_remove->setEnabled(one);
    const bool room = m_model->rowCount() < mostAlertLines;
    m_add->setEnabled(room);
    m_add->setToolTip(room ? QString()
                           : tr("There are %1 lines, which is as many as are watched.").arg(mostAlertLines));
}

void AlertLinesDialog::add()
{
    auto *dialog = new AlertLineDialog(AlertLine(), true, m_choices, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_model->append(dialog->line());
        m_table->selectRow(m_model->rowCount() - 1);
    });
    dialog->open();
}

void AlertLinesDialog::change()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const AlertLine line = m_model->lines().at(current.row());
    auto *dialog = new AlertLineDialog(line, false, m_choices, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, line] {
        if (const auto row = m_model->lines().indexOf(line); row >= 0)
            m_model->replace(int(row), dialog->line());
    });
    dialog->open();
}

void AlertLinesDialog::remove()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_model->remove(current.row());
}

} // namespace movr
