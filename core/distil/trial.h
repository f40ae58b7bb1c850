#pragma once

#include "core/graph/candidate.h"
#include "core/graph/node.h"

#include <set>
#include <string>
#include <vector>

namespace espalier {

/// One recorded edge as distillation reads it: what was applied to which kernel, and what it brought.
struct SkillTrial
{
    /// "3-1763770000": the session's number in its store and when it was made, so that one told again is known.
    std::string session;
    NodeNumber node = 0;
    NodeNumber parent = 0; ///< the best of its parents, over which it gained
    std::string task;
    std::string platform;              ///< the target: "cpu", "opencl", …
    Bound bound = Bound::Unknown;      ///< the parent's diagnosis
    std::vector<std::string> skills{}; ///< applied on the edge, as recorded
    bool valid = false;
    Interval gain{}; ///< child / parent; zeros where either failed
};

/// A trial that paid by more than noise, with what can be learned from it.
struct Lesson
{
    SkillTrial trial;
    std::string summary; ///< of the node, by whoever made it
    Candidate parent;
    Candidate child;
    std::set<std::string> patterns; ///< code patterns of the parent
};

} // namespace espalier
