#include "ui/tables/state_face.h"

#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QEvent>
#include <QIcon>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int iconSize = 32;

} // namespace

StateFace::StateFace(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_headline(new WrappedLabel(this)),
      m_explanation(new WrappedLabel(this)), m_busy(new QProgressBar(this)), m_button(new QPushButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_explanation->setObjectName(QStringLiteral("explanation"));
    m_button->setObjectName(QStringLiteral("button"));
    m_busy->setObjectName(QStringLiteral("busy"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(220, 6);
    m_busy->setAccessibleName(tr("Loading"));
    QFont font = m_headline->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    m_headline->setFont(font);
    m_icon->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_headline, m_explanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(40, 24, 40, 24);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_headline);
    layout->addWidget(m_explanation);
    layout->addWidget(m_busy, 0, Qt::AlignHCenter);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

QString StateFace::headline() const
{
    return m_headline->text();
}

void StateFace::setFace(const QString &icon, const QString &headline, const QString &explanation, Tone tone,
                        const QString &detail)
{
    m_iconName = icon;
    m_tone = tone;
    setColours();
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_explanation->setToolTip(detail);
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
}

void StateFace::coverParent()
{
    m_covers = true;
    parentWidget()->installEventFilter(this);
    setGeometry(parentWidget()->rect());
}

bool StateFace::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void StateFace::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    // A viewport that scrolls takes its children along; this one stays.
    if (m_covers && !pos().isNull())
        move(0, 0);
}

void StateFace::setButton(const QString &text, const QString &toolTip)
{
    m_button->setText(text);
    m_button->setToolTip(toolTip);
    m_button->setAccessibleName(QString(text).remove(u'&'));
    m_button->show();
}

void StateFace::setColours()
{
    const QIcon icon = QIcon::fromTheme(m_iconName);
    m_icon->setVisible(!icon.isNull());
    m_icon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    QPalette colours; // only what is set here is fixed; the rest follows the appearance
    if (m_tone == Tone::Bad)
        colours.setColor(m_headline->foregroundRole(), meaningColor(Meaning::Bad, palette()));
    m_headline->setPalette(colours);
}

void StateFace::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setColours();
}

} // namespace movr
