#include "ui/window/way_back.h"

namespace movr {

WayBack::WayBack(TopBar *bar, QObject *parent) : QObject(parent), m_bar(bar)
{
    connect(bar, &TopBar::choiceChanged, this, [this] {
        if (!m_leading)
            m_from.reset();
    });
}

WayBack::Place WayBack::here() const
{
    return {m_bar->regionChoice(), m_bar->city(), m_bar->freshness()};
}

void WayBack::lead(const std::function<void()> &choose)
{
    const Place from = here();
    m_leading = true;
    choose();
    m_leading = false;
    m_ledTo = here();
    // Link after link, it is the place that a person chose.
    if (!m_from && from != m_ledTo)
        m_from = from;
}

void WayBack::goBack()
{
    const auto from = std::exchange(m_from, {});
    if (!from || here() != m_ledTo)
        return;
    m_bar->choose(from->region, from->city, from->freshness);
    Q_EMIT m_bar->choiceChanged(); // worth remembering, as if it had been picked
}

} // namespace movr
