#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace movr {

/// A window-modal form that validates as one types: what is wrong with a field stands under it once it
/// was touched, and OK tells why it cannot be pressed. Open it with open(). Remembers nothing.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    /// Takes the text, returns what is wrong with it or an empty string.
    using Validator = std::function<QString(const QString &)>;

    explicit FormDialog(const QString &title, QWidget *parent = nullptr);

    bool isComplete() const;
    /// Why OK is disabled; empty when it is not.
    QString obstacle() const;
    QPushButton *acceptButton() const { return m_accept; }

    void accept() override;

protected:
    /// What was sent is being answered: nothing can be changed meanwhile, only cancelled.
    void setWaiting(bool waiting);
    bool isWaiting() const { return m_waiting; }
    /// What the answer found wrong, until something is changed.
    void showProblem(const QString &sentence);
    void setIntroduction(const QString &text);
    void setAcceptText(const QString &text, const QString &icon = {});
    QLineEdit *addLine(const QString &label, Validator validator);
    QLineEdit *addPassword(const QString &label, Validator validator);
    QPlainTextEdit *addText(const QString &label, Validator validator);
    QComboBox *addChoice(const QString &label);
    /// Any other widget; `problem` says what is wrong with it now.
    void addField(const QString &label, QWidget *widget, std::function<QString()> problem);
    /// To be called when a widget of addField() changed.
    void fieldChanged(const QWidget *widget);

private:
    struct Field {
        QWidget *widget = nullptr;
        QLabel *message = nullptr;
        std::function<QString()> problem;
        bool touched = false;
    };

    void validate();
    /// Messages under the fields need room; a dialog does not take it by itself.
    void grow();

    QLabel *m_introduction;
    QFormLayout *m_form;
    QLabel *m_obstacle;
    QPushButton *m_accept = nullptr;
    bool m_waiting = false;
    std::vector<Field> m_fields;
};

} // namespace movr
