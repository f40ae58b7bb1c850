#pragma once

#include "core/graph/verdict.h"

#include <string>
#include <vector>

namespace espalier {

/// A reusable optimisation: one file kb/skills/<name>.md. The front matter says when it applies and which
/// transformation carries it out; the prose below is for a language model and for people.
struct Skill
{
    std::string name;                   ///< "parallel-outer-loop"
    std::string title;                  ///< "Run the outer loop on all cores"
    std::vector<std::string> platforms; ///< "cpu", …
    std::vector<Bound> bounds;          ///< bottlenecks it helps with
    std::vector<std::string> patterns;  ///< code patterns it needs: "loop-nest", "reduction", "tunable", …
    std::string transformation;         ///< the rules' name for it; empty when only a model can do it
    double prior = 1.0;                 ///< expected gain before any evidence, as a factor
    std::string prose;
    std::vector<std::string> languages{}; ///< "cpp", "opencl", …; empty: every one
    std::vector<std::string> technique{}; ///< of a learned skill: the skills its lesson applied together, sorted
    int version = 0;                      ///< of a learned skill: raised at each change; 0: written by hand
    bool retired = false;                 ///< it stopped paying: kept to be read, never retrieved
};

/// What a skill has gained so far in this store: the evidence `distil` adds after every evaluation.
struct SkillRecord
{
    std::string skill;
    std::string task;
    Bound bound = Bound::Unknown; ///< the parent's diagnosis
    int tried = 0;
    int valid = 0;      ///< of those, correct
    double logGain = 0; ///< sum over the correct ones of log(child speedup / parent speedup)
};

/// A skill with the factor it is expected to gain here.
struct RetrievedSkill
{
    Skill skill;
    double expectedGain = 1.0;
    int tried = 0;
    std::string reason;     ///< why it was retrieved, for people
    double drawnGain = 1.0; ///< drawn for this step from what is known of the gain; what to choose by
};

} // namespace espalier
