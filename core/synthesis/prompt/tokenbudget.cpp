#include "core/synthesis/prompt/tokenbudget.h"

#include <algorithm>
#include <numeric>

namespace espalier::prompting {

Result<void> check(const TokenBudget& budget)
{
    const std::size_t least = std::min({budget.history, budget.diagnosis, budget.failures, budget.prior, budget.hint,
                                        budget.skills, budget.documents, budget.hardware});
    if (least < kSmallestPart) {
        return Error{ErrorKind::Usage, "a part of the prompt has a budget of " + std::to_string(least) + " tokens",
                     "its heading and what is said of a cut need " + std::to_string(kSmallestPart),
                     "raise it, or give the prompt nothing to put there"};
    }
    return {};
}

std::size_t leastOf(const std::vector<std::size_t>& wanted)
{
    return std::accumulate(wanted.begin(), wanted.end(), std::size_t{0},
                           [](std::size_t sum, std::size_t one) { return sum + std::min(one, kSmallestPart); });
}

std::vector<std::size_t> shared(const std::vector<std::size_t>& wanted, std::size_t available)
{
    const std::size_t all = std::accumulate(wanted.begin(), wanted.end(), std::size_t{0});
    const std::size_t least = leastOf(wanted);
    if (all <= available) {
        return wanted;
    }
    const double share = static_cast<double>(available - least) / static_cast<double>(all - least);
    std::vector<std::size_t> given;
    for (const std::size_t one : wanted) {
        const std::size_t minimum = std::min(one, kSmallestPart);
        given.push_back(minimum + static_cast<std::size_t>(static_cast<double>(one - minimum) * share));
    }
    return given;
}

} // namespace espalier::prompting
