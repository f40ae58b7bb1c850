#include "app/cli/papersessions.h"

#include "core/base/paths.h"
#include "core/task/tasklibrary.h"

#include <map>

namespace espalier::cli {
namespace {

constexpr const char* kTarget = "cuda";

/// A node of a session, with its evaluation over all cases.
struct SessionNode
{
    PaperKernel kernel;
    bool isSeed = false; ///< a session's root is the plain seed, but not where it was derived from another's node
};

/// Every node of the sessions on one task.
Result<std::vector<SessionNode>> nodesOf(Store& store, const std::string& task)
{
    const auto sessions = store.sessions();
    if (!sessions) {
        return sessions.error();
    }
    std::vector<SessionNode> nodes;
    for (const SessionInfo& session : *sessions) {
        if (session.settings.task != task || session.settings.target != kTarget) {
            continue;
        }
        for (int number = 0; number < session.nodes; ++number) {
            const auto node = static_cast<NodeNumber>(number);
            auto evaluation = store.evaluation(session.id, node);
            if (!evaluation) {
                return evaluation.error();
            }
            nodes.push_back({{std::to_string(session.id) + "." + std::to_string(number), *std::move(evaluation)},
                             number == 0 && !session.settings.derivedFrom});
        }
    }
    return nodes;
}

void fill(PaperResult& result, const std::vector<SessionNode>& nodes)
{
    for (const auto& [kernel, isSeed] : nodes) {
        if (std::optional<Evaluation> alone = atCase(kernel.evaluation, result.row.caseName)) {
            if (isSeed) {
                result.seed = {"seed", *std::move(alone)};
            } else {
                result.kernels.push_back({kernel.name, *std::move(alone)});
            }
        }
    }
}

} // namespace

Result<std::vector<PaperResult>> paperFromSessions(const std::vector<PaperRow>& rows, Store& store,
                                                   const TorchFigures* torch)
{
    std::map<std::string, std::vector<SessionNode>> nodes;
    std::vector<PaperResult> results;
    for (const PaperRow& row : rows) {
        const auto task = findTask(shareFolder() / "tasks", row.task);
        if (!task) {
            return task.error();
        }
        if (!nodes.contains(row.task)) {
            auto read = nodesOf(store, row.task);
            if (!read) {
                return read.error();
            }
            nodes[row.task] = *std::move(read);
        }
        auto result = startPaperRow(row, *task, torch);
        if (!result) {
            return result.error();
        }
        fill(*result, nodes[row.task]);
        results.push_back(*std::move(result));
    }
    return results;
}

} // namespace espalier::cli
