#pragma once

#include "ui/window/top_bar.h"

#include <QObject>

#include <functional>
#include <optional>

namespace movr {

/// Where the pickers were before a link led them elsewhere. Clearing the filter that came with the link brings them back;
/// once somebody has picked by hand there is nothing to go back to.
class WayBack : public QObject
{
    Q_OBJECT

public:
    /// `bar` outlives it.
    WayBack(TopBar *bar, QObject *parent);

    /// Runs `choose`, which may change what the pickers say.
    void lead(const std::function<void()> &choose);
    void goBack();

private:
    struct Place {
        QString region;
        QString city;
        ViewScope::Freshness freshness = ViewScope::Freshness::Home;
        bool operator==(const Place &) const = default;
    };
    Place here() const;

    TopBar *m_bar;
    std::optional<Place> m_from;
    Place m_ledTo;
    bool m_leading = false;
};

} // namespace movr
