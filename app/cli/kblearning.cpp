#include "app/cli/kblearning.h"

#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/runner/learnsession.h"
#include "app/runner/synthesizers.h"
#include "core/distil/skillretirement.h"
#include "core/knowledge/knowledgefolders.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

using nlohmann::json;

/// The knowledge base that is learned into: the first --kb, else the one in the store's folder.
std::filesystem::path baseOf(const CommandLine& line)
{
    const std::vector<std::string> given = line.texts("kb");
    return given.empty() || given.front().empty() ? ownKnowledge(line.storeFolder())
                                                  : std::filesystem::path(given.front());
}

Result<LearnedFolder> openFolder(const CommandLine& line)
{
    auto folder = LearnedFolder::open(learnedFolder(baseOf(line)));
    if (folder) {
        for (const Error& problem : folder->problems()) {
            std::fprintf(stderr, "left out: %s\n", printable(problem.sentence()).c_str());
        }
    }
    return folder;
}

std::string gainText(double gain)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2fx", gain);
    return text;
}

std::string joined(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& one : list) {
        text += (text.empty() ? "" : ", ") + one;
    }
    return text;
}

json toJson(const LearnedSkill& learned)
{
    const Payoff payoff = payoffOf(learned.uses);
    json proofs = json::array();
    for (const Proof& proof : learned.proofs) {
        proofs.push_back({{"session", proof.session},
                          {"node", proof.node},
                          {"parent", proof.parent},
                          {"task", proof.task},
                          {"gain", proof.gain.value},
                          {"ci", {proof.gain.low, proof.gain.high}}});
    }
    return {{"name", learned.skill.name},
            {"title", learned.skill.title},
            {"version", learned.skill.version},
            {"status", learned.skill.retired ? "retired" : "active"},
            {"technique", learned.skill.technique},
            {"platforms", learned.skill.platforms},
            {"expected_gain", learned.skill.prior},
            {"evidence", std::move(proofs)},
            {"uses", {{"tried", payoff.tried}, {"mean_gain", std::exp(payoff.meanLogGain)}}}};
}

} // namespace

Result<int> kbDistil(const CommandLine& line)
{
    Result<OpenSession> open = openSession(line, line.positional(1));
    Result<LearnedFolder> folder = openFolder(line);
    if (!open || !folder) {
        return open ? folder.error() : open.error();
    }
    Result<std::unique_ptr<const Model>> model = std::unique_ptr<const Model>();
    if (line.isSet("synth")) {
        model = openModel(line.text("synth"), line.storeFolder());
    }
    const auto learned = model ? learnFrom(open->store, open->info, *folder, model->get()) : model.error();
    if (!learned) {
        return learned.error();
    }
    json list = json::array();
    std::vector<std::vector<std::string>> rows{{"skill", "version", "what"}};
    for (const LearnedChange& change : learned->changes) {
        list.push_back({{"skill", change.name}, {"version", change.version}, {"what", change.what}});
        rows.push_back({change.name, std::to_string(change.version), change.what});
    }
    if (line.json()) {
        printJson({{"session", open->info.id},
                   {"folder", learnedFolder(baseOf(line)).string()},
                   {"changes", list},
                   {"tokens", {{"in", learned->usage.tokensIn}, {"out", learned->usage.tokensOut}}},
                   {"dollars", learned->usage.money}});
    } else if (learned->changes.empty()) {
        printLine("Session " + std::to_string(open->info.id) + " taught nothing that is not known already.");
    } else {
        printTable(rows, {1});
        printLine("\nThe files are in " + learnedFolder(baseOf(line)).string());
        if (learned->usage.tokensIn > 0) {
            printLine((*model)->name() + " read " + std::to_string(learned->usage.tokensIn) + " tokens and wrote " +
                      std::to_string(learned->usage.tokensOut) + ".");
        }
    }
    return 0;
}

Result<int> kbLearned(const CommandLine& line)
{
    const Result<LearnedFolder> folder = openFolder(line);
    if (!folder) {
        return folder.error();
    }
    json list = json::array();
    std::vector<std::vector<std::string>> rows{
        {"skill", "version", "status", "technique", "expected", "proofs", "uses since"}};
    for (const LearnedSkill& learned : folder->skills()) {
        list.push_back(toJson(learned));
        rows.push_back({learned.skill.name, std::to_string(learned.skill.version),
                        learned.skill.retired ? "retired" : "active", joined(learned.skill.technique),
                        gainText(learned.skill.prior), std::to_string(learned.proofs.size()),
                        std::to_string(payoffOf(learned.uses).tried)});
    }
    if (line.json()) {
        printJson(list);
    } else if (folder->skills().empty()) {
        printLine("Nothing was learned yet; espalier kb distil SESSION learns from a session.");
    } else {
        printTable(rows, {1, 4, 5, 6});
    }
    return 0;
}

} // namespace espalier::cli
