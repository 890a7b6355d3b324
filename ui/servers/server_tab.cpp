#include "ui/servers/server_tab.h"

#include "models/servers/server_filter.h"
#include "ui/servers/region_notices.h"
#include "ui/servers/server_picture.h"

#include <QVBoxLayout>

#include <algorithm>

namespace movr {

ServerTab::ServerTab(const QString &name, QAbstractItemModel *model, int wide, const QString &nothing,
                     QWidget *parent)
    : QWidget(parent), m_notices(new RegionNotices(this)), m_picture(new ServerPicture(this)),
      m_table(new ServerTable(name, model, wide, this)), m_nothing(nothing)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_picture, 1);
    layout->addWidget(m_table, 1);
    showState();
}

void ServerTab::clear()
{
    m_notices->clear();
    m_readAt.clear();
    m_asked.clear();
    m_failed.clear();
    showState();
}

bool ServerTab::asking(const QString &region)
{
    if (m_asked.contains(region))
        return false;
    m_asked.insert(region);
    showState();
    return true;
}

void ServerTab::answered(const QString &region)
{
    m_asked.remove(region);
    m_failed.remove(region);
    const bool first = !m_readAt.contains(region);
    m_readAt.insert(region, QDateTime::currentDateTimeUtc());
    showState();
    if (!first)
        return;
    m_table->fit();
    if (!m_table->currentIndex().isValid())
        m_table->scrollToTop(); // its rows came above and below those that were there
}

void ServerTab::failed(const QString &region)
{
    m_asked.remove(region);
    m_failed.insert(region);
    showState();
}

void ServerTab::dropped(const QString &region)
{
    m_asked.remove(region);
    showState();
}

void ServerTab::showState()
{
    const ServerFilter *const rows = m_table->filter();
    const bool some = rows->rowCount() > 0;
    m_picture->setVisible(!some);
    m_table->setVisible(some);
    if (some)
        return;
    if (rows->sourceModel()->rowCount() > 0)
        m_picture->showEmpty(tr("The filters let no row through."));
    else if (!m_readAt.isEmpty())
        m_picture->showEmpty(m_nothing);
    else if (!m_failed.isEmpty() && m_asked.isEmpty())
        m_picture->showFailed();
    else
        m_picture->showLoading();
}

QString ServerTab::picture() const
{
    return m_picture->isHidden() ? QString() : m_picture->headline();
}

QDateTime ServerTab::readAt() const
{
    const auto oldest = std::min_element(m_readAt.cbegin(), m_readAt.cend());
    return oldest == m_readAt.cend() ? QDateTime() : *oldest;
}

} // namespace movr
