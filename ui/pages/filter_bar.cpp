#include "ui/pages/filter_bar.h"

#include "ui/pages/flow_layout.h"
#include "ui/text/edit_buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace movr {

namespace {

using namespace std::chrono_literals;
constexpr auto typingRest = 250ms;
constexpr int longestSearch = 100;

QString withoutMnemonic(QString label)
{
    return label.remove(QLatin1Char('&'));
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_row(new QHBoxLayout), m_controlRow(new QWidget(this)),
      m_controlFlow(new FlowLayout(m_controlRow)), m_chipRow(new QWidget(this)),
      m_flow(new FlowLayout(m_chipRow)),
      m_clear(new QPushButton(QIcon::fromTheme(QStringLiteral("edit-clear-all")), tr("C&lear"), this))
{
    m_row->setContentsMargins(8, 6, 8, 6);
    m_row->setSpacing(8);
    m_row->addWidget(m_controlRow, 1, Qt::AlignTop);
    m_row->addWidget(m_clear, 0, Qt::AlignTop);
    m_controlFlow->setContentsMargins({});
    m_controlFlow->setSpacing(8);
    m_flow->setContentsMargins(8, 0, 8, 6);
    m_flow->setSpacing(6);
    m_chipRow->setAccessibleName(tr("Filters that are set"));
    m_chipRow->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(m_row);
    layout->addWidget(m_chipRow);
    m_clear->setToolTip(tr("Removes every filter of this page."));
    m_clear->setAccessibleName(tr("Clear filters"));
    m_clear->setAutoDefault(false);
    m_clear->setEnabled(false);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clearWanted);
}

void FilterBar::add(QWidget *widget)
{
    m_controlFlow->addWidget(widget);
    QWidget::setTabOrder(widget, m_clear);
}

void FilterBar::addControl(const QString &label, QWidget *control)
{
    auto *pair = new QWidget(this); // a label stays with its control
    auto *layout = new QHBoxLayout(pair);
    layout->setContentsMargins({});
    auto *text = new QLabel(label, pair);
    text->setBuddy(control);
    control->setAccessibleName(withoutMnemonic(label));
    layout->addWidget(text);
    layout->addWidget(control);
    add(pair);
    QWidget::setTabOrder(control, m_clear);
}

void FilterBar::addButton(QWidget *button)
{
    m_row->addWidget(button, 0, Qt::AlignTop);
    QWidget::setTabOrder(m_clear, button);
}

QComboBox *FilterBar::addChoice(const QString &label, const QString &tooltip, const QList<Choice> &choices)
{
    auto *box = new QComboBox(this);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    box->setToolTip(tooltip);
    box->setMinimumContentsLength(8); // in a narrow window a long choice is cut, not its neighbours
    addControl(label, box);
    connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::changed);
    return box;
}

QCheckBox *FilterBar::addCheck(const QString &label, const QString &tooltip)
{
    auto *check = new QCheckBox(label, this);
    check->setToolTip(tooltip);
    check->setAccessibleName(withoutMnemonic(label));
    add(check);
    connect(check, &QCheckBox::toggled, this, &FilterBar::changed);
    return check;
}

QLineEdit *FilterBar::addSearch(const QString &label, const QString &tooltip, const QString &placeholder)
{
    auto *edit = new QLineEdit(this);
    edit->setToolTip(tooltip);
    edit->setPlaceholderText(placeholder);
    addClearButton(edit);
    edit->setMaxLength(longestSearch);
    edit->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    edit->setMinimumWidth(fontMetrics().averageCharWidth() * 7);
    addControl(label, edit);
    auto *rest = new QTimer(edit);
    rest->setSingleShot(true);
    rest->setInterval(typingRest);
    connect(edit, &QLineEdit::textEdited, rest, qOverload<>(&QTimer::start));
    connect(edit, &QLineEdit::returnPressed, rest, [rest] { rest->start(0); });
    connect(rest, &QTimer::timeout, this, &FilterBar::changed);
    return edit;
}

QToolButton *FilterBar::makeChip(const FilterChip &chip)
{
    auto *button = new QToolButton(m_chipRow);
    button->setIcon(QIcon::fromTheme(QStringLiteral("window-close-symbolic"),
                                     QIcon::fromTheme(QStringLiteral("window-close"))));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight);
    button->setFocusPolicy(Qt::StrongFocus);
    QString text = fontMetrics().elidedText(chip.text, Qt::ElideRight, fontMetrics().averageCharWidth() * 90);
    button->setText(text.replace(u'&', QStringLiteral("&&")));
    button->setToolTip(tr("Removes this filter: %1").arg(chip.text));
    button->setAccessibleName(tr("Remove filter %1").arg(chip.text));
    connect(button, &QToolButton::clicked, this, [this, name = chip.name] { Q_EMIT chipClosed(name); });
    return button;
}

void FilterBar::setChips(const QList<FilterChip> &chips)
{
    if (m_chips == chips)
        return;
    m_chips = chips;
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    for (const FilterChip &chip : chips)
        m_flow->addWidget(makeChip(chip));
    m_chipRow->setVisible(!chips.isEmpty());
    m_clear->setEnabled(!chips.isEmpty());
}

} // namespace movr
