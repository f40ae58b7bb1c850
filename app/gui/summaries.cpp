#include "app/gui/summaries.h"

#include "core/synthesis/synthesizerchoice.h"

namespace espalier {

SessionSummary toSummary(const SessionInfo& info)
{
    const SessionSettings& settings = info.settings;
    SessionSummary summary;
    summary.id = info.id;
    summary.task = QString::fromStdString(settings.task);
    summary.title = settings.name.empty() ? summary.task : QString::fromStdString(settings.name);
    summary.target = QString::fromStdString(settings.target);
    summary.policy = QString::fromStdString(settings.policy);
    summary.state = QString::fromStdString(info.state);
    summary.holder = QString::fromStdString(info.holder);
    summary.nodes = info.nodes;
    summary.steps = settings.steps;
    summary.minutes = settings.minutes;
    summary.budgets = {{"steps", settings.steps},
                       {"minutes", settings.minutes},
                       {"until", settings.untilSpeedup},
                       {"stall", settings.stallSteps},
                       {"tokens", settings.tokens},
                       {"dollars", settings.dollars},
                       {"evaluations", settings.evaluations},
                       {"device-minutes", settings.deviceMinutes},
                       {"workers", settings.workers}};
    if (const auto choices = parseSynthesizers(settings.synthesizer)) {
        for (const SynthesizerChoice& choice : *choices) {
            summary.synthesizers.push_back({QString::fromStdString(choice.kind), choice.weight});
        }
    }
    summary.created = info.created;
    summary.searchSeconds = info.searchSeconds;
    summary.bestSpeedup = info.bestSpeedup;
    summary.baseline = QString::fromStdString(info.baseline);
    summary.baselineMs = info.baselineMs;
    return summary;
}

SessionSettings toSettings(const SearchRequest& request)
{
    SessionSettings settings;
    settings.task = request.task.toStdString();
    settings.target = request.target.toStdString();
    settings.policy = request.policy.toStdString();
    settings.name = request.name.toStdString();
    settings.steps = request.steps;
    settings.minutes = request.minutes;
    settings.workers = request.workers;
    settings.seed = request.seed;
    return settings;
}

} // namespace espalier
