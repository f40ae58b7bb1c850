#pragma once

#include "core/graph/steer.h"

#include <algorithm>
#include <vector>

namespace espalier {

/// Takes an event into a list in the order of their numbers. They come in that order; one that is in the list comes
/// again when it is acknowledged, and takes its own place. What should have come before is left out.
inline void takeEvent(std::vector<SteerEvent>& events, const SteerEvent& event)
{
    const auto at = std::ranges::lower_bound(events, event.id, {}, &SteerEvent::id);
    if (at == events.end()) {
        events.push_back(event);
    } else if (at->id == event.id) {
        *at = event;
    }
}

} // namespace espalier
