#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace movr {

/// SQL to read and to copy, never to run from here.
class SqlView : public QWidget
{
    Q_OBJECT

public:
    /// `name`: what it is, for the title above and for screen readers; `copyText`: of the button.
    SqlView(const QString &name, const QString &copyText, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Keeps position and selection when the text is the same.
    void setSql(const QString &sql);
    QString sql() const;

private:
    QLabel *m_title;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
};

} // namespace movr
