#include "widgets/models/lanes.h"

#include <algorithm>

namespace espalier {
namespace {

/// Nothing for a candidate that is through.
std::optional<std::pair<std::string_view, bool>> placeOf(std::string_view stage)
{
    constexpr std::string_view kHeld = "held: ";
    if (stage == "done") {
        return std::nullopt;
    }
    if (stage.starts_with(kHeld)) {
        return std::pair(stage.substr(kHeld.size()), false);
    }
    if (stage.starts_with("waiting")) {
        return std::pair(std::string_view("judge"), false); // for the device, which has one lane
    }
    if (stage.starts_with("building")) {
        return std::pair(std::string_view("build"), true);
    }
    for (const std::string_view judged : {"checking", "timing", "sanitizing"}) {
        if (stage.starts_with(judged)) {
            return std::pair(std::string_view("judge"), true);
        }
    }
    return std::pair(std::string_view("write"), true);
}

} // namespace

std::vector<Lane> lanesOf(const LiveGraph& live)
{
    const SessionState asked = live.asked();
    std::vector<Lane> list;
    for (const std::string_view name : lanes()) {
        Lane lane{std::string(name), {}, {}, asked.pausedLanes.contains(name), false};
        lane.pending = lane.paused != live.steered().pausedLanes.contains(name);
        list.push_back(std::move(lane));
    }
    for (const InFlight& candidate : live.inFlight()) {
        const auto place = placeOf(candidate.stage);
        const auto lane = place ? std::ranges::find(list, place->first, &Lane::name) : list.end();
        if (lane != list.end()) {
            (place->second ? lane->working : lane->waiting).push_back(candidate);
        }
    }
    return list;
}

} // namespace espalier
