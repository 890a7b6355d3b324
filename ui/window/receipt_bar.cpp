#include "ui/window/receipt_bar.h"

#include "ui/text/elided_label.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>

namespace movr {

ReceiptBar::ReceiptBar(QWidget *parent)
    : QFrame(parent), m_text(new ElidedLabel(this)), m_history(new QToolButton(this)),
      m_served(new QLabel(this))
{
    setObjectName(QStringLiteral("receiptBar"));
    setAccessibleName(tr("Receipt of the last action"));
    m_text->setAccessibleName(tr("Receipt"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->installEventFilter(this);
    m_history->setObjectName(QStringLiteral("receiptHistory"));
    m_history->setIcon(QIcon::fromTheme(QStringLiteral("office-chart-line")));
    m_history->setAutoRaise(true);
    m_history->setFocusPolicy(Qt::TabFocus);
    m_history->setAccessibleName(tr("History of this statement"));
    m_history->setToolTip(tr("Shows what this statement has cost in this region"));
    connect(m_history, &QToolButton::clicked, this, &ReceiptBar::askForHistory);
    m_served->setAccessibleName(tr("Source of the rows"));
    m_served->setTextFormat(Qt::PlainText);
    m_served->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->setSpacing(6);
    layout->addWidget(m_history);
    layout->addWidget(m_text, 1);
    layout->addSpacing(18);
    layout->addWidget(m_served);
    clear();
}

void ReceiptBar::setReceipt(const Receipt &receipt)
{
    m_receipt = receipt;
    const bool known = !receipt.statement().isEmpty();
    m_history->setVisible(known);
    m_text->setCursor(known ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ReceiptBar::askForHistory()
{
    if (!m_receipt.statement().isEmpty())
        Q_EMIT historyWanted(m_receipt.statement(), m_receipt.region());
}

/// A click on the text; one that ends a selection is none.
bool ReceiptBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::MouseButtonRelease
        && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton && !m_text->hasSelectedText())
        askForHistory();
    return QFrame::eventFilter(watched, event);
}

void ReceiptBar::showReceipt(const Receipt &receipt)
{
    setReceipt(receipt);
    m_text->setForegroundRole(QPalette::WindowText);
    m_text->setFullText(m_labels.in(receipt.text()));
    m_text->setToolTip(
        tr("%1\n\nTotal = network (the region's measured round trip) + database (the rest of the wait) "
           "+ console (this program, repeated attempts included)\n\nA click shows the history of this "
           "statement.")
            .arg(receipt.text()));
}

void ReceiptBar::showSummary(const QString &text)
{
    setReceipt({});
    m_text->setForegroundRole(QPalette::WindowText);
    m_text->setFullText(text);
    m_text->setToolTip(text);
}

void ReceiptBar::showWaiting(const QString &action, const QString &region)
{
    setReceipt({});
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setFullText(region.isEmpty() ? tr("%1: waiting for the answer…").arg(action)
                                         : tr("%1: waiting for %2…").arg(action, m_labels.of(region)));
    m_text->setToolTip({});
}

void ReceiptBar::showNoReceipt(const QString &action, FailureKind why)
{
    setReceipt({});
    m_text->setForegroundRole(QPalette::PlaceholderText);
    const bool answered =
        why != FailureKind::Connection && why != FailureKind::Timeout && why != FailureKind::Cancelled;
    m_text->setFullText(answered ? tr("%1: no receipt, it was refused.").arg(action)
                                 : tr("%1: no receipt, it was not answered.").arg(action));
    m_text->setToolTip({});
}

void ReceiptBar::showServed(const QString &text)
{
    m_served->setText(text);
}

void ReceiptBar::clear()
{
    setReceipt({});
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setFullText(tr("The receipt of the next action appears here."));
    m_text->setToolTip({});
    m_served->clear();
}

QString ReceiptBar::text() const
{
    return m_text->fullText();
}

} // namespace movr
