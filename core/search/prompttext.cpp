#include "core/search/prompttext.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

nlohmann::json numbers(const std::vector<Memory>& memories)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Memory& memory : memories) {
        list.push_back(memory.number);
    }
    return list;
}

nlohmann::json repairs(const std::vector<Fix>& fixes)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Fix& fix : fixes) {
        list.push_back({{"fault", fix.fault}, {"failed", fix.failed}, {"fixed", fix.repair.number}});
    }
    return list;
}

nlohmann::json copies(const std::vector<NearDuplicate>& duplicates)
{
    nlohmann::json list = nlohmann::json::array();
    for (const NearDuplicate& duplicate : duplicates) {
        list.push_back({{"node", duplicate.memory.number}, {"likeness", duplicate.likeness}});
    }
    return list;
}

} // namespace

std::string promptText(const Prompt& prompt)
{
    nlohmann::json skills = nlohmann::json::array();
    for (const RetrievedSkill& skill : prompt.skills) {
        skills.push_back({{"name", skill.skill.name}, {"expected_gain", skill.expectedGain}, {"reason", skill.reason}});
    }
    nlohmann::json document{{"edge", toText(prompt.edge)},
                            {"bound", toText(prompt.diagnosis.bound)},
                            {"parent_speedup", prompt.parentTiming.speedup.value},
                            {"memory", prompt.memory.memoryOperator},
                            {"trajectory", numbers(prompt.memory.trajectory)},
                            {"siblings", numbers(prompt.memory.siblings)},
                            {"failures", numbers(prompt.memory.failures)},
                            {"fixes", repairs(prompt.memory.fixes)},
                            {"near_duplicates", copies(prompt.memory.nearDuplicates)},
                            {"prior", prompt.memory.prior ? prompt.memory.prior->place : ""},
                            {"skills", std::move(skills)},
                            {"hint", prompt.hint},
                            {"seed", prompt.seed}};
    if (!prompt.vetoes.empty()) {
        document["vetoes"] = prompt.vetoes;
    }
    if (!prompt.mix.empty()) {
        document["mix"] = prompt.mix;
    }
    return document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace espalier
