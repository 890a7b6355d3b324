#include "ui/window/receipt_bar.h"

#include <QHBoxLayout>
#include <QLabel>

namespace movr {

ReceiptBar::ReceiptBar(QWidget *parent) : QFrame(parent), m_text(new QLabel(this)), m_served(new QLabel(this))
{
    setObjectName(QStringLiteral("receiptBar"));
    setAccessibleName(tr("Receipt of the last action"));
    m_text->setAccessibleName(tr("Receipt"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A long receipt is cut at the window's edge rather than widening the window.
    m_text->setMinimumWidth(1);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_served->setAccessibleName(tr("Source of the rows"));
    m_served->setTextFormat(Qt::PlainText);
    m_served->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 5);
    layout->setSpacing(24);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_served);
    clear();
}

void ReceiptBar::showReceipt(const Receipt &receipt)
{
    m_text->setForegroundRole(QPalette::WindowText);
    m_text->setText(m_labels.in(receipt.text()));
    m_text->setToolTip(
        tr("%1\n\nTotal = network (the region's measured round trip) + database (the rest of the wait) "
           "+ console (this program, repeated attempts included)")
            .arg(receipt.text()));
}

void ReceiptBar::showSummary(const QString &text)
{
    m_text->setForegroundRole(QPalette::WindowText);
    m_text->setText(text);
    m_text->setToolTip(text);
}

void ReceiptBar::showWaiting(const QString &action, const QString &region)
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setText(region.isEmpty() ? tr("%1: waiting for the answer…").arg(action)
                                     : tr("%1: waiting for %2…").arg(action, m_labels.of(region)));
    m_text->setToolTip({});
}

void ReceiptBar::showUnanswered(const QString &action)
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setText(tr("%1: no receipt, it was not answered.").arg(action));
    m_text->setToolTip({});
}

void ReceiptBar::showServed(const QString &text)
{
    m_served->setText(text);
}

void ReceiptBar::clear()
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setText(tr("The receipt of the next action appears here."));
    m_text->setToolTip({});
    m_served->clear();
}

QString ReceiptBar::text() const
{
    return m_text->text();
}

} // namespace movr
