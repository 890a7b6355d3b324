#pragma once

#include "models/load_state.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

/// What stands where the placement would be while there is none: it is being read, nothing is placed, or it could not be
/// read.
class StatePicture : public QWidget
{
    Q_OBJECT

public:
    explicit StatePicture(QWidget *parent = nullptr);

    void showLoading();
    void showEmpty(const QString &explanation);
    void showFailed(const QString &sentence, const QString &detail);
    QString headline() const;

Q_SIGNALS:
    void retryWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setTexts(const QString &icon, const QString &headline, const QString &explanation);

    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    QProgressBar *m_busy;
    QPushButton *m_retry;
    bool m_failed = false;
};

} // namespace movr
