#include "ui/text/notice_strip.h"

#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QPushButton>

namespace movr {

namespace {

const char *iconOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Bad:
        return "data-error";
    case Meaning::Warning:
        return "data-warning";
    case Meaning::Good:
        return "data-success";
    default:
        return "data-information";
    }
}

} // namespace

NoticeStrip::NoticeStrip(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new WrappedLabel(this)),
      m_button(new QPushButton(this))
{
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 8, 5);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    connect(m_button, &QPushButton::clicked, this, &NoticeStrip::pressed);
    hide();
}

void NoticeStrip::tell(Meaning meaning, const QString &sentence, const QString &detail,
                       const QString &buttonText)
{
    m_meaning = meaning;
    m_text->setText(sentence);
    m_text->setToolTip(detail);
    m_button->setText(buttonText);
    m_button->setAccessibleName(QString(buttonText).remove(u'&'));
    m_button->setVisible(!buttonText.isEmpty());
    setAccessibleName(sentence);
    setColours();
    setVisible(!sentence.isEmpty());
}

QString NoticeStrip::text() const
{
    return m_text->text();
}

void NoticeStrip::setColours()
{
    m_icon->setPixmap(
        QIcon::fromTheme(QLatin1String(iconOf(m_meaning))).pixmap(QSize(16, 16), devicePixelRatioF()));
    const QPalette own = parentWidget() ? parentWidget()->palette() : palette();
    QPalette colours = own;
    colours.setColor(QPalette::Window, meaningBackground(m_meaning, own));
    if (palette().color(QPalette::Window) != colours.color(QPalette::Window))
        setPalette(colours);
}

void NoticeStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        setColours();
}

} // namespace movr
