#include "core/search/priors.h"

#include "core/base/paths.h"
#include "core/base/rng.h"
#include "core/recall/tasksimilarity.h"
#include "core/search/storedcandidate.h"
#include "core/task/recordedtask.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <ranges>
#include <set>
#include <utility>

namespace espalier {
namespace {

std::filesystem::path folderOf(const SessionSettings& settings)
{
    return recordedTaskFolder(shareFolder() / "tasks", settings.task, settings.taskFolder);
}

std::string sentenceOf(const Similarity& similarity)
{
    std::string text;
    for (const std::string& reason : similarity.reasons) {
        text += (text.empty() ? "" : "; ") + reason;
    }
    return text;
}

struct Found
{
    PriorNode prior;
    double vouched = 0;
    std::string artefact;
};

/// The best nodes of one session, the seed not among them, recorded before `until`.
Result<void> addBest(Store& store, SessionId session, double until, const Similarity& alike, std::vector<Found>& list)
{
    const auto best = store.frontier(session, Priors::kOfASession);
    if (!best) {
        return best.error();
    }
    for (const Node& node : *best) {
        if (node.number > 0 && node.fitness > 0 && node.time <= until) {
            list.push_back({{session, node.number, alike.value, sentenceOf(alike)}, vouched(node), node.artefact});
        }
    }
    return {};
}

/// The skills of a lineage in their order, each once.
std::vector<std::string> skillsOf(const std::vector<Node>& lineage)
{
    std::vector<std::string> skills;
    for (const Node& node : lineage) {
        for (const std::string& skill : node.skills) {
            if (std::ranges::find(skills, skill) == skills.end()) {
                skills.push_back(skill);
            }
        }
    }
    return skills;
}

/// What the nodes of a lineage say they changed, piece by piece, without where they took it from.
std::vector<std::string> changesOf(const std::vector<Node>& lineage)
{
    std::vector<std::string> changes;
    for (const Node& node : lineage) {
        const std::size_t from =
            node.summary.starts_with(PriorSolution::kFrom) ? node.summary.find(": ") : std::string::npos;
        const std::string made = from == std::string::npos ? node.summary : node.summary.substr(from + 2);
        for (const auto part : std::views::split(made, std::string_view("; "))) {
            changes.emplace_back(part.begin(), part.end());
        }
    }
    return changes;
}

} // namespace

Result<std::vector<PriorNode>> priorNodesFor(Store& store, const SessionInfo& session, const Task& task)
{
    const auto sessions = store.sessions();
    if (!sessions) {
        return sessions.error();
    }
    std::map<std::filesystem::path, std::optional<Similarity>>
        alike; // by folder; none where the task cannot be read any more
    std::vector<Found> found;
    for (const SessionInfo& earlier : *sessions) {
        if (earlier.id >= session.id || earlier.settings.target != session.settings.target || earlier.nodes < 2) {
            continue;
        }
        const std::filesystem::path folder = folderOf(earlier.settings);
        if (!alike.contains(folder)) {
            const auto other = loadTask(folder);
            alike.emplace(folder, other ? std::optional(similarity(task, *other)) : std::nullopt);
        }
        const auto& likeness = alike.at(folder);
        if (!likeness || likeness->value < Priors::kSimilar) {
            continue;
        }
        if (const auto added = addBest(store, earlier.id, session.created, *likeness, found); !added) {
            return added.error();
        }
    }
    std::ranges::stable_sort(found, [](const Found& one, const Found& other) {
        return std::pair(-one.prior.similarity, -one.vouched) < std::pair(-other.prior.similarity, -other.vouched);
    });
    std::vector<PriorNode> nodes;
    std::set<std::string> artefacts;
    for (Found& one : found) {
        if (nodes.size() < Priors::kMost && artefacts.insert(one.artefact).second) {
            nodes.push_back(std::move(one.prior));
        }
    }
    return nodes;
}

std::optional<PriorSolution> Priors::forStep(Store& store, int step, const Task& task)
{
    // A stream of its own: with another probability the rest of the search draws as before.
    Rng rng = Rng::forStep(m_seed ^ 0x9210, static_cast<std::uint64_t>(step));
    const bool opens = m_probability > 0 && step >= 1 && step <= kOpening;
    if (m_nodes.empty() || (!opens && rng.uniform() >= m_probability)) {
        return std::nullopt;
    }
    std::vector<double> weights;
    std::ranges::transform(m_nodes, std::back_inserter(weights), &PriorNode::similarity);
    const std::size_t turn = opens ? static_cast<std::size_t>(step - 1) : rng.weighted(weights);
    const PriorNode& drawn = m_nodes[turn % m_nodes.size()];
    const auto session = store.session(drawn.session);
    const auto lineage = store.lineage(drawn.session, drawn.number);
    if (!session || !lineage) {
        return std::nullopt;
    }
    const Node& node = lineage->back();
    auto candidate = storedCandidate(store, node);
    if (!candidate) {
        return std::nullopt;
    }
    const bool same = session->settings.task == task.name && folderOf(session->settings) == task.folder;
    return PriorSolution{std::to_string(drawn.session) + "." + std::to_string(drawn.number),
                         session->settings.task,
                         drawn.why,
                         node.fitness,
                         skillsOf(*lineage),
                         node.summary,
                         *std::move(candidate),
                         same,
                         opens && turn < m_nodes.size(),
                         changesOf(*lineage)};
}

} // namespace espalier
