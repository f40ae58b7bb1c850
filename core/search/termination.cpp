#include "core/search/termination.h"

#include "core/search/phrase.h"

#include <cmath>
#include <type_traits>

namespace espalier {

Limits Limits::of(const SessionSettings& settings)
{
    return {settings.steps,  settings.minutes, settings.untilSpeedup, settings.stallSteps,
            settings.tokens, settings.dollars, settings.evaluations,  settings.deviceMinutes};
}

void Limits::writeTo(SessionSettings& settings) const
{
    settings.steps = steps;
    settings.minutes = minutes;
    settings.untilSpeedup = untilSpeedup;
    settings.stallSteps = stallSteps;
    settings.tokens = tokens;
    settings.dollars = dollars;
    settings.evaluations = evaluations;
    settings.deviceMinutes = deviceMinutes;
}

Limits Limits::steered(const std::map<std::string, double, std::less<>>& budgets, const Limits& own) const
{
    Limits limits = *this;
    const auto set = [&](const char* name, auto Limits::* member) {
        if (const auto said = budgets.find(name); said != budgets.end()) {
            using Number = std::remove_reference_t<decltype(limits.*member)>;
            limits.*member = said->second < 0 ? own.*member : static_cast<Number>(said->second);
        }
    };
    set("steps", &Limits::steps);
    set("minutes", &Limits::minutes);
    set("until", &Limits::untilSpeedup);
    set("stall", &Limits::stallSteps);
    set("tokens", &Limits::tokens);
    set("dollars", &Limits::dollars);
    set("evaluations", &Limits::evaluations);
    set("device-minutes", &Limits::deviceMinutes);
    return limits;
}

Limits limitsOf(const SessionSettings& settings, const std::vector<SteerEvent>& events)
{
    SessionState state;
    for (const SteerEvent& event : events) {
        if (event.command.verb == SteerVerb::Budget && !steerProblem(event.command)) {
            fold(event.command, state);
        }
    }
    const Limits own = Limits::of(settings);
    return own.steered(state.budgets, own);
}

void Progress::add(const std::vector<Spend>& spending)
{
    for (const Spend& spend : spending) {
        tokens += spend.kind == "tokens" ? spend.amount : 0;
        dollars += spend.kind == "money" ? spend.amount : 0;
        evaluations += spend.kind == kToolEvaluations ? static_cast<int>(std::lround(spend.amount)) : 0;
        deviceSeconds += spend.kind == "device_seconds" ? spend.amount : 0;
    }
}

namespace {

/// The first limit of what may be spent that is reached.
std::optional<std::string> spentUp(const Limits& limits, const Progress& progress)
{
    if (limits.tokens > 0 && progress.tokens >= limits.tokens) {
        return "the tokens are spent: " + std::to_string(std::llround(progress.tokens)) + " of " +
               std::to_string(std::llround(limits.tokens));
    }
    if (limits.dollars > 0 && progress.dollars >= limits.dollars) {
        return "the money is spent: " + number(progress.dollars) + " of " + number(limits.dollars) + " dollars";
    }
    if (limits.evaluations > 0 && progress.evaluations >= limits.evaluations) {
        return "all " + std::to_string(limits.evaluations) + " evaluations are done";
    }
    if (limits.deviceMinutes > 0 && progress.deviceSeconds >= limits.deviceMinutes * 60) {
        return "the device's time is over: " + number(limits.deviceMinutes) + " minutes";
    }
    return std::nullopt;
}

} // namespace

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
    return spentUp(limits, progress);
}

} // namespace espalier
