#pragma once

#include "ui/pages/table_page.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace movr {

/// What an export asks for: format, columns and file. Says what is wrong as one types.
class ExportForm : public QWidget
{
    Q_OBJECT

public:
    /// `folder`: where the suggested file is.
    ExportForm(const ViewSnapshot &view, const QString &folder, QWidget *parent = nullptr);

    ExportRequest request() const;
    /// Why it cannot begin; empty when it can.
    QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void addRows();
    void pickFormat();
    void browse();
    void validate();
    ExportFormat format() const;

    ViewSnapshot m_view;
    QComboBox *m_format;
    QComboBox *m_columns;
    QLineEdit *m_file;
    QPushButton *m_browse;
    QLabel *m_note; ///< what is wrong, or that a file will be replaced
};

/// "Rides of New York, active rides": what is exported, in words.
QString exportSubject(const ViewSnapshot &view);

} // namespace movr
