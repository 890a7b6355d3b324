#pragma once

#include <QList>
#include <QVariant>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace movr {

/// The row of filters above a table. Each control tells by changed(); typing only after a short rest.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    struct Choice {
        QString text;
        QVariant value;
    };
    /// `label` has a mnemonic ("&Status"); it is the control's accessible name.
    QComboBox *addChoice(const QString &label, const QString &tooltip, const QList<Choice> &choices);
    QCheckBox *addCheck(const QString &label, const QString &tooltip);
    QLineEdit *addSearch(const QString &label, const QString &tooltip);
    /// A filter that a link has set. Hidden until setChip gives it a text; a click on it clears it.
    QToolButton *addChip();
    void setChip(QToolButton *chip, const QString &text);

    void setClearEnabled(bool enabled);

Q_SIGNALS:
    void changed();
    void chipClosed(QToolButton *chip);
    void clearWanted();

private:
    void add(QWidget *widget);

    QHBoxLayout *m_layout;
    QPushButton *m_clear;
};

} // namespace movr
