#include "ui/latency/latency_picture.h"

#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QEvent>
#include <QIcon>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

LatencyPicture::LatencyPicture(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_headline(new WrappedLabel(this)),
      m_explanation(new WrappedLabel(this)), m_busy(new QProgressBar(this)),
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
    m_retry->setToolTip(tr("Reads the figures again."));
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
    layout->addWidget(m_retry, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_retry, &QPushButton::clicked, this, &LatencyPicture::retryWanted);
    showLoading();
}

QString LatencyPicture::headline() const
{
    return m_headline->text();
}

void LatencyPicture::setTexts(const QString &icon, const QString &headline, const QString &explanation)
{
    const QIcon found = QIcon::fromTheme(icon);
    m_icon->setVisible(!icon.isEmpty() && !found.isNull());
    m_icon->setPixmap(found.pixmap(QSize(32, 32), devicePixelRatioF()));
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_retry->setVisible(m_failed);
    colorHeadline();
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
}

void LatencyPicture::colorHeadline()
{
    QPalette colours;
    if (m_failed)
        colours.setColor(m_headline->foregroundRole(), meaningColor(Meaning::Bad, palette()));
    m_headline->setPalette(colours);
}

void LatencyPicture::showLoading()
{
    m_failed = false;
    m_busy->show();
    m_explanation->setToolTip({});
    setTexts({}, tr("Adding up what was measured…"), {});
}

void LatencyPicture::showEmpty(const QString &headline, const QString &explanation)
{
    m_failed = false;
    m_busy->hide();
    m_explanation->setToolTip({});
    setTexts(QStringLiteral("edit-find"), headline, explanation);
}

void LatencyPicture::showFailed(const QString &sentence, const QString &detail)
{
    m_failed = true;
    m_busy->hide();
    m_explanation->setToolTip(detail);
    setTexts(QStringLiteral("data-error"), tr("The figures could not be read"), sentence);
}

void LatencyPicture::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_failed)
        colorHeadline();
}

} // namespace movr
