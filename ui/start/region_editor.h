#pragma once

#include "db/fleet/fleet.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace movr {

/// One region of a deployment that is being made: how it is called, how it is reached, and a test of it.
class RegionEditor : public QFrame
{
    Q_OBJECT

public:
    explicit RegionEditor(int number, QWidget *parent = nullptr);

    Region region() const;
    QString password() const;
    void setRemovable(bool removable);

Q_SIGNALS:
    void edited();
    void removeWanted();

private:
    QLineEdit *line(const QString &name, const QString &example);
    void test();
    void showReport(const Result<ConnectionReport> &report);
    void showResult(const QString &text, bool good);

    int m_number;
    QLineEdit *m_name;
    QLineEdit *m_label;
    QLineEdit *m_connection;
    QLineEdit *m_password;
    QPushButton *m_test;
    QToolButton *m_remove;
    QLabel *m_result;
    int m_generation = 0;
};

} // namespace movr
