#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <vector>

namespace espalier {

/// How many tokens a prompt and each of its parts may have; the defaults below are the table. The task with its
/// contract, the kernels, the rules and the form of the answer have no budget of their own: they are never cut, and
/// what they leave of `total` is what the others have. Where that is less than these want, all shrink in proportion.
///
/// Tokens are estimated, as bytes / 3.6 rounded up: a search speaks to models with different tokenizers, some unknown.
struct TokenBudget
{
    std::size_t total = 64'000; ///< of the system text and all parts
    std::size_t history = 2'000;
    std::size_t diagnosis = 1'000;
    std::size_t failures = 1'500;
    std::size_t prior = 6'000;
    std::size_t hint = 1'000;
    std::size_t skills = 4'000;
    std::size_t documents = 12'000;
    std::size_t hardware = 800;
};

namespace prompting {

/// The least a part's budget may be: its heading and the line that says how much is left out need so much.
inline constexpr std::size_t kSmallestPart = 48;

/// ⌈bytes / 3.6⌉.
constexpr std::size_t tokensOf(std::size_t bytes)
{
    return (bytes * 5 + 17) / 18;
}

/// The most bytes that are estimated as at most so many tokens.
constexpr std::size_t bytesOf(std::size_t tokens)
{
    return tokens * 18 / 5;
}

/// ErrorKind::Usage for a part's budget below kSmallestPart.
Result<void> check(const TokenBudget& budget);

/// What each part gets of the `available` tokens when it wants so many: all it wants where there is enough, else
/// min(wanted, kSmallestPart) and a share of the rest in proportion to what it wants beyond. The sum is at most
/// `available`, which must be at least the sum of these minima.
std::vector<std::size_t> shared(const std::vector<std::size_t>& wanted, std::size_t available);

/// The sum of the minima: what shared() needs.
std::size_t leastOf(const std::vector<std::size_t>& wanted);

} // namespace prompting
} // namespace espalier
