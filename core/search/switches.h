#pragma once

#include <string>

namespace espalier {

/// Which skills a synthesizer is given.
enum class SkillUse {
    Ranked,   ///< those that fit the code and the diagnosis, by what they have gained
    Unranked, ///< all of the platform, by name
    None,
};

/// What an ablation takes away from a search. A user's search has everything.
struct SearchSwitches
{
    SkillUse skills = SkillUse::Ranked;
    std::string memory; ///< one memory operator for all refinements; empty: chosen for each
};

} // namespace espalier
