#include "ui/dialogs/about_dialog.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace movr {

namespace {

QDialogButtonBox *closeButtons(QDialog *dialog)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(QDialog::tr("Close"));
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

QString plain(QString text)
{
    return text.remove(u'&').remove(QStringLiteral("…"));
}

} // namespace

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About MovR console"));
    setWindowModality(Qt::WindowModal);

    auto *picture = new QLabel(this);
    picture->setPixmap(theme::programIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    auto *title = new QLabel(tr("MovR console %1").arg(QStringLiteral(MOVR_VERSION)), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    title->setFont(large);
    auto *text = new QLabel(
        tr("Operate a vehicle-sharing fleet across regions: users, vehicles and rides, every change "
           "in one round trip to its home region, and what each one cost."),
        this);
    text->setWordWrap(true);
    auto *license = new QLabel(
        tr("Licensed under the Apache License, version 2.0.\nQt %1").arg(QString::fromLatin1(qVersion())),
        this);
    license->setForegroundRole(QPalette::PlaceholderText);

    auto *column = new QVBoxLayout;
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(license);
    column->addStretch(1);
    auto *top = new QHBoxLayout;
    top->setSpacing(20);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(column, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(16);
    layout->addLayout(top, 1);
    layout->addWidget(closeButtons(this));
    setFixedWidth(480);
}

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setWindowModality(Qt::WindowModal);
    auto *table = new QTableWidget(0, 2, this);
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(plain(action->text())));
        table->setItem(row, 1, new QTableWidgetItem(action->shortcut().toString(QKeySequence::NativeText)));
    }
    table->setColumnWidth(1, 170);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 14);
    layout->addWidget(table, 1);
    layout->addWidget(closeButtons(this));
    resize(520, 560);
}

} // namespace movr
