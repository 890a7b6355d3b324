#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

/// What stands where the figures would be while there are none: they are being added up, nothing was measured, or they
/// could not be read.
class LatencyPicture : public QWidget
{
    Q_OBJECT

public:
    explicit LatencyPicture(QWidget *parent = nullptr);

    void showLoading();
    void showEmpty(const QString &headline, const QString &explanation);
    void showFailed(const QString &sentence, const QString &detail);
    QString headline() const;

Q_SIGNALS:
    void retryWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setTexts(const QString &icon, const QString &headline, const QString &explanation);
    void colorHeadline();

    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    QProgressBar *m_busy;
    QPushButton *m_retry;
    bool m_failed = false;
};

} // namespace movr
