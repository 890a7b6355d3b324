#pragma once

#include "models/presentation/receipt.h"
#include "models/presentation/region_labels.h"

#include <QFrame>

class QLabel;

namespace movr {

/// The line at the bottom: what the last action cost and where it went.
class ReceiptBar : public QFrame
{
    Q_OBJECT

public:
    explicit ReceiptBar(QWidget *parent = nullptr);

    /// How regions are named in the receipts to come.
    void setLabels(const RegionLabels &labels) { m_labels = labels; }
    void showReceipt(const Receipt &receipt);
    /// An action is on its way: "Start ride: waiting for US West…"
    void showWaiting(const QString &action, const QString &region);
    /// What an action on several rows came to.
    void showSummary(const QString &text);
    /// It ended without an outcome; the message says why.
    void showUnanswered(const QString &action);
    /// Where the rows of the page came from, at the right.
    void showServed(const QString &text);
    void clear();
    QString text() const;

private:
    RegionLabels m_labels;
    QLabel *m_text;
    QLabel *m_served;
};

} // namespace movr
