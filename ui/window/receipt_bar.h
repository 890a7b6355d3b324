#pragma once

#include "models/presentation/receipt.h"

#include <QFrame>

class QLabel;

namespace movr {

/// The line at the bottom: what the last action cost and where it went.
class ReceiptBar : public QFrame
{
    Q_OBJECT

public:
    explicit ReceiptBar(QWidget *parent = nullptr);

    void showReceipt(const Receipt &receipt);
    /// An action is on its way: "Start ride: waiting for gcp-us-west1."
    void showWaiting(const QString &action, const QString &region);
    /// It ended without an outcome; the message says why.
    void showUnanswered(const QString &action);
    /// Where the rows of the page came from, at the right.
    void showServed(const QString &text);
    void clear();
    QString text() const;

private:
    QLabel *m_text;
    QLabel *m_served;
};

} // namespace movr
