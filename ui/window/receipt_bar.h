#pragma once

#include "db/base/failure.h"
#include "models/presentation/receipt.h"
#include "models/presentation/region_labels.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace movr {

class ElidedLabel;

/// The line at the bottom: what the last action cost and where it went. A click on it, or its button, asks for the history
/// of that statement.
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
    /// It ended without an outcome; a message or the form says why.
    void showNoReceipt(const QString &action, FailureKind why);
    /// Where the rows of the page came from, at the right.
    void showServed(const QString &text);
    void clear();
    QString text() const;

Q_SIGNALS:
    /// The receipt's statement and the region it was sent to.
    void historyWanted(const QString &statement, const QString &region);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setReceipt(const Receipt &receipt);
    void askForHistory();

    RegionLabels m_labels;
    Receipt m_receipt; ///< what is shown, when it is one
    ElidedLabel *m_text;
    QToolButton *m_history;
    QLabel *m_served;
};

} // namespace movr
