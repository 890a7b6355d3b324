#include "ui/placement/state_picture.h"

#include "ui/theme/meaning.h"

#include <QEvent>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

StatePicture::StatePicture(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_headline(new QLabel(this)),
      m_explanation(new QLabel(this)), m_busy(new QProgressBar(this)),
      m_retry(new QPushButton(tr("Re&try"), this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_explanation->setObjectName(QStringLiteral("explanation"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(220, 6);
    m_busy->setAccessibleName(tr("Loading"));
    m_retry->setAccessibleName(tr("Retry"));
    m_retry->setToolTip(tr("Reads the placement of every region again."));
    QFont font = m_headline->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    m_headline->setFont(font);
    m_icon->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_headline, m_explanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
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
    layout->addWidget(m_retry, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_retry, &QPushButton::clicked, this, &StatePicture::retryWanted);
    showLoading();
}

QString StatePicture::headline() const
{
    return m_headline->text();
}

void StatePicture::setTexts(const QString &icon, const QString &headline, const QString &explanation)
{
    const QIcon found = QIcon::fromTheme(icon);
    m_icon->setVisible(!found.isNull());
    m_icon->setPixmap(found.pixmap(QSize(32, 32), devicePixelRatioF()));
    QPalette colours;
    if (m_failed)
        colours.setColor(m_headline->foregroundRole(), meaningColor(Meaning::Bad, palette()));
    m_headline->setPalette(colours);
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_retry->setVisible(m_failed);
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
}

void StatePicture::showLoading()
{
    m_failed = false;
    m_busy->show();
    setTexts({}, tr("Reading the placement of every region…"), {});
    m_explanation->setToolTip({});
}

void StatePicture::showEmpty(const QString &explanation)
{
    m_failed = false;
    m_busy->hide();
    setTexts(QStringLiteral("edit-find"), tr("No tables"), explanation);
    m_explanation->setToolTip({});
}

void StatePicture::showFailed(const QString &sentence, const QString &detail)
{
    m_failed = true;
    m_busy->hide();
    setTexts(QStringLiteral("data-error"), tr("The placement could not be read"), sentence);
    m_explanation->setToolTip(detail);
}

void StatePicture::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_failed)
        return;
    QPalette colours;
    colours.setColor(m_headline->foregroundRole(), meaningColor(Meaning::Bad, palette()));
    if (m_headline->palette().color(m_headline->foregroundRole())
        != colours.color(m_headline->foregroundRole()))
        m_headline->setPalette(colours);
}

} // namespace movr
