#include "ui/dialogs/confirm_dialog.h"

#include "ui/dialogs/dialog_buttons.h"

#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace movr {

ConfirmDialog::ConfirmDialog(const QString &title, const QString &question, const QString &consequence,
                             const QString &acceptText, const QString &icon, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(440);
    setAccessibleDescription(question);

    auto *picture = new QLabel(this);
    picture->setPixmap(
        QIcon::fromTheme(QStringLiteral("dialog-warning")).pixmap(QSize(48, 48), devicePixelRatioF()));
    auto *ask = new QLabel(question, this);
    ask->setTextFormat(Qt::PlainText);
    ask->setWordWrap(true);
    QFont strong = ask->font();
    strong.setBold(true);
    ask->setFont(strong);
    auto *explain = new QLabel(consequence, this);
    explain->setTextFormat(Qt::PlainText);
    explain->setWordWrap(true);

    auto *buttons = new DialogButtons(QDialogButtonBox::Cancel, this);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(acceptText, QDialogButtonBox::AcceptRole);
    m_accept->setIcon(QIcon::fromTheme(icon));
    m_accept->setAccessibleName(QString(acceptText).remove(u'&'));
    m_accept->setAutoDefault(false);
    m_cancel->setAccessibleName(tr("Cancel"));
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(10);
    layout->addWidget(picture, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(ask, 0, 1);
    layout->addWidget(explain, 1, 1, Qt::AlignTop);
    layout->addWidget(buttons, 2, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    layout->setRowStretch(1, 1);
}

} // namespace movr
