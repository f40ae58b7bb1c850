#pragma once

#include "core/synthesis/rules/transformation.h"
#include "core/synthesis/synthesizer.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace espalier::rules {

/// A candidate being made: its source parsed, the changes made so far with their names. Every change is kept only when
/// the result still parses. One thread.
class Workpiece
{
public:
    static Result<Workpiece> open(const Prompt& prompt, Rng& rng);

    const Kernel& kernel() const { return *m_kernel; }
    Candidate& candidate() { return m_candidate; }
    const Candidate& candidate() const { return m_candidate; }
    const Prompt& prompt() const { return *m_prompt; }
    Rng& rng() { return *m_rng; }

    /// Applies and parses; false and unchanged when either fails.
    bool apply(const Transformation& transformation, const Site& site);
    /// Takes a new source for a change made elsewhere; false and unchanged when it does not parse or when it is one
    /// that the piece had before, so that a change and its reverse never pass for work.
    bool replaceSource(const std::string& source, const std::string& skill, const std::string& note);
    /// Records a change of options or compiler.
    void note(const std::string& skill, const std::string& note);

    /// Whether a transformation has been applied to it.
    bool had(const std::string& transformation) const;
    /// False for what the prompt vetoes; a replaced source is refused then too.
    bool mayUse(std::string_view skill) const { return !m_prompt->isVetoed(skill); }

    bool changed() const { return !m_notes.empty(); }
    std::size_t changes() const { return m_notes.size(); }
    Synthesis finish() const;

private:
    const Prompt* m_prompt = nullptr;
    Rng* m_rng = nullptr;
    Candidate m_candidate;
    std::shared_ptr<const Kernel> m_kernel;
    std::set<std::string> m_sources; ///< every source so far, the parent's first
    std::vector<std::string> m_skills;
    std::vector<std::string> m_notes;
};

} // namespace espalier::rules
