#include "core/dataset/rows.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using Samples = std::vector<const Sample*>;

std::string orUnknown(const std::string& text)
{
    return text.empty() ? "unknown" : text;
}

/// The machine that took the figures: of each sample its own where it was judged elsewhere, else the session's.
std::string machineOf(const RowOrigin& origin, const Samples& samples)
{
    for (const Sample* sample : samples) {
        if (sample->evaluation.takenOn) {
            return orUnknown(sample->evaluation.takenOn->fingerprint);
        }
    }
    return orUnknown(origin.settings.machine);
}

nlohmann::json derivedJson(const std::optional<DerivedFrom>& from)
{
    if (!from) {
        return nullptr;
    }
    return {{"node", std::to_string(from->session) + "." + std::to_string(from->node)}, {"artefact", from->artefact}};
}

/// What all rows have. A session's nodes come from one machine, so one fingerprint says it for all samples.
nlohmann::json head(const char* kind, const RowOrigin& origin, const Samples& samples)
{
    nlohmann::json nodes = nlohmann::json::array();
    int step = 0;
    for (const Sample* sample : samples) {
        nodes.push_back(sample->id());
        step = std::max(step, sample->node.step);
    }
    return {{"format", kDatasetFormat},
            {"kind", kind},
            {"step", step},
            {"task", origin.settings.task},
            {"target", origin.settings.target},
            {"licence", origin.licence},
            {"provenance",
             {{"session", origin.session},
              {"nodes", std::move(nodes)},
              {"synthesizer", origin.settings.synthesizer},
              {"derived_from", derivedJson(origin.settings.derivedFrom)},
              {"machine", machineOf(origin, samples)},
              {"program", orUnknown(origin.settings.program)}}}};
}

std::vector<double> advantages(std::span<const Sample> members)
{
    const auto count = static_cast<double>(members.size());
    double sum = 0;
    double squares = 0;
    for (const Sample& member : members) {
        sum += rewardOf(member);
    }
    const double mean = sum / count;
    for (const Sample& member : members) {
        squares += (rewardOf(member) - mean) * (rewardOf(member) - mean);
    }
    const double deviation = std::sqrt(squares / count);
    std::vector<double> list;
    for (const Sample& member : members) {
        list.push_back(deviation > 0 ? (rewardOf(member) - mean) / deviation : 0);
    }
    return list;
}

} // namespace

nlohmann::json supervisedRow(const RowOrigin& origin, std::span<const Sample> path)
{
    Samples samples;
    nlohmann::json list = nlohmann::json::array();
    for (const Sample& sample : path) {
        samples.push_back(&sample);
        list.push_back(sampleJson(sample));
    }
    nlohmann::json row = head("sft", origin, samples);
    row["path"] = std::move(list);
    return row;
}

nlohmann::json preferenceRow(const RowOrigin& origin, const Sample& state, const Sample& chosen, const Sample& rejected)
{
    nlohmann::json row = head("preference", origin, {&state, &chosen, &rejected});
    row["state"] = stateJson(state);
    row["chosen"] = sampleJson(chosen);
    row["rejected"] = sampleJson(rejected);
    return row;
}

nlohmann::json groupRow(const RowOrigin& origin, const Sample& state, std::span<const Sample> members)
{
    Samples samples{&state};
    nlohmann::json list = nlohmann::json::array();
    const std::vector<double> advantage = advantages(members);
    for (std::size_t i = 0; i < members.size(); ++i) {
        samples.push_back(&members[i]);
        list.push_back(sampleJson(members[i]));
        list.back()["reward"] = rewardOf(members[i]);
        list.back()["advantage"] = advantage[i];
    }
    nlohmann::json row = head("group", origin, samples);
    row["state"] = stateJson(state);
    row["group"] = std::move(list);
    return row;
}

} // namespace espalier
