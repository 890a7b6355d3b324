#include "ui/pages/filter_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

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
    : QWidget(parent), m_layout(new QHBoxLayout(this)),
      m_clear(new QPushButton(QIcon::fromTheme(QStringLiteral("edit-clear-all")), tr("C&lear"), this))
{
    m_layout->setContentsMargins(8, 6, 8, 6);
    m_layout->setSpacing(8);
    m_layout->addStretch(1);
    m_layout->addWidget(m_clear);
    m_clear->setToolTip(tr("Removes every filter of this page."));
    m_clear->setAccessibleName(tr("Clear filters"));
    m_clear->setAutoDefault(false);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clearWanted);
    setClearEnabled(false);
}

void FilterBar::add(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 2, widget); // before the stretch and Clear
    QWidget::setTabOrder(widget, m_clear);
}

QComboBox *FilterBar::addChoice(const QString &label, const QString &tooltip, const QList<Choice> &choices)
{
    auto *text = new QLabel(label, this);
    auto *box = new QComboBox(this);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    box->setToolTip(tooltip);
    box->setAccessibleName(withoutMnemonic(label));
    text->setBuddy(box);
    m_layout->insertWidget(m_layout->count() - 2, text);
    add(box);
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

QLineEdit *FilterBar::addSearch(const QString &label, const QString &tooltip)
{
    auto *text = new QLabel(label, this);
    auto *edit = new QLineEdit(this);
    edit->setToolTip(tooltip);
    edit->setPlaceholderText(tr("Begins with…"));
    edit->setAccessibleName(withoutMnemonic(label));
    edit->setClearButtonEnabled(true);
    edit->setMaxLength(longestSearch);
    edit->setFixedWidth(fontMetrics().averageCharWidth() * 30);
    text->setBuddy(edit);
    m_layout->insertWidget(m_layout->count() - 2, text);
    add(edit);
    auto *rest = new QTimer(edit);
    rest->setSingleShot(true);
    rest->setInterval(typingRest);
    connect(edit, &QLineEdit::textEdited, rest, qOverload<>(&QTimer::start));
    connect(edit, &QLineEdit::returnPressed, rest, [rest] { rest->start(0); });
    connect(rest, &QTimer::timeout, this, &FilterBar::changed);
    return edit;
}

QToolButton *FilterBar::addChip()
{
    auto *chip = new QToolButton(this);
    chip->setIcon(QIcon::fromTheme(QStringLiteral("window-close-symbolic"),
                                   QIcon::fromTheme(QStringLiteral("window-close"))));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->hide();
    add(chip);
    connect(chip, &QToolButton::clicked, this, [this, chip] { Q_EMIT chipClosed(chip); });
    return chip;
}

void FilterBar::setChip(QToolButton *chip, const QString &text)
{
    chip->setText(text);
    chip->setToolTip(tr("Shown because a link was followed. Click to remove this filter."));
    chip->setAccessibleName(tr("Remove filter %1").arg(text));
    chip->setVisible(!text.isEmpty());
}

void FilterBar::setClearEnabled(bool enabled)
{
    m_clear->setEnabled(enabled);
}

} // namespace movr
