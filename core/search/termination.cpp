#include "core/search/termination.h"

#include "core/search/phrase.h"

namespace espalier {

Limits Limits::of(const SessionSettings& settings)
{
    return {settings.steps, settings.minutes, settings.untilSpeedup, settings.stallSteps};
}

std::optional<std::string> reasonToEnd(const Limits& limits, const Progress& progress)
{
    if (limits.untilSpeedup > 0 && progress.best >= limits.untilSpeedup) {
        return "the speedup asked for is reached: " + number(progress.best) + " times the baseline";
    }
    if (limits.steps > 0 && progress.begun >= limits.steps) {
        return "all " + std::to_string(limits.steps) + " steps are done";
    }
    if (limits.minutes > 0 && progress.seconds >= limits.minutes * 60) {
        return "the time is over: " + number(limits.minutes) + " minutes";
    }
    if (limits.stallSteps > 0 && progress.recorded - progress.bestStep >= limits.stallSteps) {
        return "no better node in " + std::to_string(limits.stallSteps) + " steps";
    }
    return std::nullopt;
}

} // namespace espalier
