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

class FlowLayout;

/// One filter that is set, in words: "Status: Available". A click removes it.
struct FilterChip {
    QString name; ///< of the filter, for whoever removes it
    QString text;
    bool operator==(const FilterChip &) const = default;
};

/// The filters above a table: the controls, and below them every filter that is set as a chip to remove it. Each control
/// tells by changed(); typing only after a short rest.
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
    /// `placeholder`: how the text is looked for ("Begins with…").
    QLineEdit *addSearch(const QString &label, const QString &tooltip, const QString &placeholder);
    /// A control of another kind, which tells by itself; `label` as above.
    void addControl(const QString &label, QWidget *control);
    /// A button at the end of the row.
    void addButton(QWidget *button);

    void setChips(const QList<FilterChip> &chips);
    const QList<FilterChip> &chips() const { return m_chips; }

Q_SIGNALS:
    void changed();
    void chipClosed(const QString &name);
    void clearWanted();

private:
    void add(QWidget *widget);
    QToolButton *makeChip(const FilterChip &chip);

    QHBoxLayout *m_row;
    QWidget *m_controlRow;
    FlowLayout *m_controlFlow; ///< a narrow window has them in two lines
    QWidget *m_chipRow;
    FlowLayout *m_flow;
    QPushButton *m_clear;
    QList<FilterChip> m_chips;
};

} // namespace movr
