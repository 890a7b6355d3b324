#pragma once

#include "models/alerts/alert_line.h"
#include "ui/dialogs/form_dialog.h"

namespace movr {

/// What can be chosen for an alert line.
struct AlertChoices {
    QStringList regions;    ///< by their names
    QStringList statements; ///< that the console has sent lately
    RegionLabels labels;
};

/// One alert line: a new one, or one that is changed.
class AlertLineDialog : public FormDialog
{
    Q_OBJECT

public:
    AlertLineDialog(const AlertLine &line, bool isNew, const AlertChoices &choices,
                    QWidget *parent = nullptr);

    AlertLine line() const;

private:
    const AlertLine m_line;
    QComboBox *m_region;
    QComboBox *m_statement;
    QLineEdit *m_threshold;
    QComboBox *m_span;
};

} // namespace movr
