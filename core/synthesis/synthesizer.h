#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/graph/candidate.h"
#include "core/graph/node.h"
#include "core/knowledge/skill.h"
#include "core/recall/recollection.h"
#include "core/task/task.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace espalier {

/// Everything one expansion may use; composed by the search, consumed by a synthesizer. A value that crosses threads.
struct Prompt
{
    std::shared_ptr<const Task> task;
    EdgeKind edge = EdgeKind::Refine;
    Candidate parent;
    std::optional<Candidate> other; ///< second parent of a merge
    Diagnosis diagnosis;            ///< the parent's
    double parentSpeedup = 0;
    Recollection memory;
    std::vector<RetrievedSkill> skills; ///< best first
    std::string hint;
    std::uint64_t seed = 0; ///< of this step's Rng: the same prompt gives the same candidate
};

/// What a synthesizer made of a prompt.
struct Synthesis
{
    Candidate candidate;
    std::vector<std::string> skills; ///< skills applied, in order
    std::string summary;             ///< one line for people
};

/// Makes a candidate from a prompt. Called from several threads at once; must not keep state that changes its answers.
class Synthesizer
{
public:
    virtual ~Synthesizer() = default;
    /// ErrorKind::Answer when nothing more can be made from this prompt.
    virtual Result<Synthesis> synthesize(const Prompt& prompt, std::stop_token stop) const = 0;
    virtual std::string name() const = 0;
};

} // namespace espalier
