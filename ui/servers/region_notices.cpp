#include "ui/servers/region_notices.h"

#include "ui/text/notice_strip.h"

#include <QVBoxLayout>

namespace movr {

RegionNotices::RegionNotices(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
}

void RegionNotices::tell(const QString &region, Meaning meaning, const QString &sentence,
                         const QString &detail)
{
    NoticeStrip *&strip = m_strips[region];
    if (!strip) {
        strip = new NoticeStrip(this);
        m_layout->addWidget(strip);
        connect(strip, &NoticeStrip::pressed, this, &RegionNotices::retryWanted);
    }
    strip->tell(meaning, sentence, detail,
                meaning == Meaning::Bad && !sentence.isEmpty() ? tr("Re&try") : QString());
}

void RegionNotices::clear()
{
    qDeleteAll(m_strips);
    m_strips.clear();
}

QString RegionNotices::text(const QString &region) const
{
    const NoticeStrip *const strip = m_strips.value(region);
    return strip ? strip->text() : QString();
}

} // namespace movr
