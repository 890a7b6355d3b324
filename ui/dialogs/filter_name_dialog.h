#pragma once

#include "ui/dialogs/form_dialog.h"

namespace movr {

/// The name under which a filter is saved. A known one is said to be replaced.
class FilterNameDialog : public FormDialog
{
    Q_OBJECT

public:
    explicit FilterNameDialog(const QStringList &known, QWidget *parent = nullptr);

    QString name() const;

private:
    QLineEdit *m_name;
};

} // namespace movr
