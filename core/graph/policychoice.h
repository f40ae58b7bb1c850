#pragma once

#include "core/base/result.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// A number that a selection policy works with and that may be set.
struct PolicyConstant
{
    std::string_view name; ///< "c"
    double least = 0;
    double most = 0;
    double usual = 0; ///< where nothing is said
    std::string_view meaning;
};

/// A selection policy with the constants that were set.
struct PolicyChoice
{
    std::string name; ///< "uct"
    std::map<std::string, double, std::less<>> constants;

    /// As it was set, else what is usual; 0 for a name that the policy does not have.
    double constant(std::string_view constantName) const;
};

/// greedy, uct, evolution and thompson.
std::span<const std::string_view> policyNames();
/// What the policy of this name works with; none for an unknown one.
std::vector<PolicyConstant> policyConstants(std::string_view policy);

/// Reads "uct" or "uct c=0.7 patience=20". Usage for another policy, a constant it has not, and a number out of bounds.
Result<PolicyChoice> parsePolicy(std::string_view text);
/// The same as text, constants in alphabetical order.
std::string toText(const PolicyChoice& choice);

} // namespace espalier
