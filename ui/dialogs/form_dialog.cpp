#include "ui/dialogs/form_dialog.h"

#include "ui/dialogs/dialog_buttons.h"
#include "ui/theme/meaning.h"

#include <QComboBox>
#include <QFormLayout>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

namespace {

QString nameOf(QString label)
{
    label.remove(u'&');
    label.remove(u':');
    return label;
}

} // namespace

FormDialog::FormDialog(const QString &title, QWidget *parent)
    : QDialog(parent), m_introduction(new QLabel(this)), m_form(new QFormLayout), m_obstacle(new QLabel(this))
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(460);
    m_introduction->setWordWrap(true);
    m_introduction->setTextFormat(Qt::PlainText);
    m_introduction->hide();
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(10);
    m_obstacle->setWordWrap(true);
    m_obstacle->setTextFormat(Qt::PlainText);
    m_obstacle->setForegroundRole(QPalette::PlaceholderText);
    m_obstacle->setAccessibleName(tr("What is missing"));

    auto *buttons = new DialogButtons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &FormDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &FormDialog::reject);
    buttons->button(QDialogButtonBox::Cancel)->setAccessibleName(tr("Cancel"));
    setAcceptText(tr("OK"));

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(16);
    bottom->addWidget(m_obstacle, 1);
    bottom->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(16);
    layout->addWidget(m_introduction);
    layout->addLayout(m_form);
    layout->addStretch(1);
    layout->addLayout(bottom);
}

bool FormDialog::isComplete() const
{
    return obstacle().isEmpty();
}

QString FormDialog::obstacle() const
{
    for (const Field &field : m_fields) {
        if (const QString problem = field.problem(); !problem.isEmpty())
            return problem;
    }
    return {};
}

void FormDialog::accept()
{
    if (isComplete())
        QDialog::accept();
}

void FormDialog::setWaiting(bool waiting)
{
    m_waiting = waiting;
    if (waiting)
        setFocus(); // else Cancel would get it with the fields gone, and Return pressed twice would cancel
    for (const Field &field : m_fields)
        field.widget->setEnabled(!waiting);
    validate();
    if (waiting)
        m_obstacle->setText(tr("Waiting for the answer…"));
}

void FormDialog::showProblem(const QString &sentence)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
    m_obstacle->setForegroundRole(QPalette::WindowText);
    m_obstacle->setPalette(colors);
    m_obstacle->setText(sentence);
    m_obstacle->setAccessibleName(sentence);
    grow();
}

void FormDialog::setIntroduction(const QString &text)
{
    m_introduction->setText(text);
    m_introduction->setVisible(!text.isEmpty());
}

void FormDialog::setAcceptText(const QString &text, const QString &icon)
{
    m_accept->setText(text);
    m_accept->setAccessibleName(nameOf(text));
    if (!icon.isEmpty())
        m_accept->setIcon(QIcon::fromTheme(icon));
}

QLineEdit *FormDialog::addLine(const QString &label, Validator validator)
{
    auto *line = new QLineEdit(this);
    addField(label, line, [line, check = std::move(validator)] { return check(line->text()); });
    connect(line, &QLineEdit::textChanged, this, [this, line] { fieldChanged(line); });
    return line;
}

QLineEdit *FormDialog::addPassword(const QString &label, Validator validator)
{
    QLineEdit *line = addLine(label, std::move(validator));
    line->setEchoMode(QLineEdit::Password);
    line->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    return line;
}

QPlainTextEdit *FormDialog::addText(const QString &label, Validator validator)
{
    auto *edit = new QPlainTextEdit(this);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 3 + 16);
    addField(label, edit, [edit, check = std::move(validator)] { return check(edit->toPlainText()); });
    connect(edit, &QPlainTextEdit::textChanged, this, [this, edit] { fieldChanged(edit); });
    return edit;
}

QComboBox *FormDialog::addChoice(const QString &label)
{
    auto *box = new QComboBox(this);
    addField(label, box, [box, name = nameOf(label)] {
        if (box->currentIndex() >= 0)
            return QString();
        return box->placeholderText().isEmpty() ? tr("%1 has to be chosen.").arg(name)
                                                : tr("%1: choose another.").arg(box->placeholderText());
    });
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] { fieldChanged(box); });
    return box;
}

void FormDialog::addField(const QString &label, QWidget *widget, std::function<QString()> problem)
{
    auto *message = new QLabel(this);
    message->setWordWrap(true);
    message->setTextFormat(Qt::PlainText);
    message->hide();
    widget->setAccessibleName(nameOf(label));

    auto *column = new QVBoxLayout;
    column->setSpacing(3);
    column->addWidget(widget);
    column->addWidget(message);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(widget);
    m_form->addRow(caption, column);
    // A label beside a box of several lines belongs to its first one.
    caption->setAlignment(Qt::AlignTop | Qt::AlignRight);
    caption->setContentsMargins(0, 4, 0, 0);
    m_fields.push_back({widget, message, std::move(problem), false});
    validate();
}

void FormDialog::fieldChanged(const QWidget *widget)
{
    const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                    [widget](const Field &candidate) { return candidate.widget == widget; });
    if (field != m_fields.end())
        field->touched = true;
    validate();
}

void FormDialog::validate()
{
    QString first;
    bool firstShown = false;
    for (Field &field : m_fields) {
        const QString problem = field.problem();
        const bool shown = field.touched && !problem.isEmpty();
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, meaningColor(Meaning::Bad, palette()));
        field.message->setPalette(colors);
        field.message->setText(problem);
        field.message->setVisible(shown);
        field.widget->setAccessibleDescription(shown ? problem : QString());
        if (first.isEmpty() && !problem.isEmpty()) {
            first = problem;
            firstShown = shown;
        }
    }
    m_accept->setEnabled(first.isEmpty() && !m_waiting);
    m_accept->setToolTip(first);
    m_accept->setAccessibleDescription(first);
    m_obstacle->setForegroundRole(QPalette::PlaceholderText);
    m_obstacle->setPalette({});
    m_obstacle->setAccessibleName(tr("What is missing"));
    // What stands under its field already is not said twice.
    m_obstacle->setText(firstShown ? QString() : first);
    grow();
}

void FormDialog::grow()
{
    if (!isVisible())
        return;
    layout()->activate();
    const int needed =
        layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    if (needed > height())
        resize(width(), needed);
}

} // namespace movr
