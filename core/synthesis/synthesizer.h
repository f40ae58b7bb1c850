#pragma once

#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/graph/candidate.h"
#include "core/graph/exchange.h"
#include "core/graph/mixchoice.h"
#include "core/graph/node.h"
#include "core/knowledge/skill.h"
#include "core/recall/recollection.h"
#include "core/task/task.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
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
    Timing parentTiming;            ///< zeros for one that failed
    Timing otherTiming;             ///< the second parent's
    Verdict parentVerdict = Verdict::Accepted;
    std::string parentReason; ///< why a failed parent failed, with what the compiler said; else empty
    Recollection memory;
    std::vector<RetrievedSkill> skills; ///< best first
    std::string hint;
    std::vector<std::string> vetoes{}; ///< skills and techniques that must not be applied
    MixChoice mix{};                   ///< who of several synthesizers is asked how often; empty: as they were given
    std::uint64_t seed = 0;            ///< of this step's Rng: the same prompt gives the same candidate
    std::string label;                 ///< of the step, a file name: "step-0012"
    std::vector<std::string> profile;  ///< what a profiler said of the parent, in lines; empty where none was run

    bool isVetoed(std::string_view skill) const { return std::ranges::find(vetoes, skill) != vetoes.end(); }
};

/// What a synthesizer made of a prompt.
struct Synthesis
{
    Candidate candidate;
    std::vector<std::string> skills; ///< skills applied, in order
    std::string summary;             ///< one line for people
};

/// What is said while a candidate is made. Kept with the step whatever comes of it.
struct Transcript
{
    std::vector<Exchange> exchanges;                ///< in the order of the turns; none where nobody was asked
    std::function<void(std::string_view)> progress; ///< told in a few words how far an answer is; may be empty
    int evaluations = 0;      ///< by tools, on the way to the candidate; its own is not among them
    double deviceSeconds = 0; ///< that these took
};

/// Makes a candidate from a prompt. Called from several threads at once; must not keep state that changes its answers.
class Synthesizer
{
public:
    virtual ~Synthesizer() = default;
    /// ErrorKind::Answer when nothing can be made from this prompt: the step is spent. Any other kind ends the search,
    /// which can be resumed.
    virtual Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const = 0;
    virtual std::string name() const = 0;
    /// Whether it can mend a failed parent from the reason it failed.
    virtual bool repairs() const { return false; }
};

} // namespace espalier
