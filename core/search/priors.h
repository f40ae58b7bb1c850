#pragma once

#include "core/recall/recollection.h"
#include "core/store/store.h"
#include "core/task/task.h"

#include <optional>

namespace espalier {

/// What a session may build on: the best kernels that earlier sessions of the store on the same target had found for
/// this task or a similar one when it was created. Chosen at its first start and kept, so that a resumed search builds
/// on the same, whatever other sessions find meanwhile.
Result<std::vector<PriorNode>> priorNodesFor(Store& store, const SessionInfo& session, const Task& task);

/// Tells some steps of one prior solution. Belongs to the controller's thread.
class Priors
{
public:
    Priors(std::vector<PriorNode> nodes, double probability, std::uint64_t seed)
        : m_nodes(std::move(nodes)), m_probability(probability), m_seed(seed)
    {
    }

    /// In the first kOpening steps one after the other, the most alike first; afterwards with the session's probability
    /// one of them, drawn by similarity. The same for the same step. Nothing where its source is lost.
    std::optional<PriorSolution> forStep(Store& store, int step, const Task& task);

    static constexpr double kSimilar = 0.5; ///< less similar tasks teach nothing
    /// Steps that begin with what is known, unless the probability is 0: with 0.1 alone half of the sessions had made
    /// seven kernels before they were told of any.
    static constexpr int kOpening = 4;
    static constexpr int kOfASession = 3;
    static constexpr std::size_t kMost = 6;

private:
    std::vector<PriorNode> m_nodes;
    double m_probability;
    std::uint64_t m_seed;
};

} // namespace espalier
