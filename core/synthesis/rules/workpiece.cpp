#include "core/synthesis/rules/workpiece.h"

#include "core/synthesis/rules/parsecandidate.h"
#include "core/synthesis/rules/tidy.h"

#include <algorithm>

namespace espalier::rules {

namespace {

/// Repeated splitting and blocking multiplies code; beyond this compiling takes longer than a step may.
constexpr std::size_t kLargest = 24'000;

/// The skill that names this transformation among those retrieved; skills and transformations share names by custom.
std::string skillFor(const Prompt& prompt, const std::string& transformation)
{
    for (const RetrievedSkill& retrieved : prompt.skills) {
        if (retrieved.skill.transformation == transformation) {
            return retrieved.skill.name;
        }
    }
    return transformation;
}

/// Python's blanks mean something and are written right by the rules.
std::string tidied(const std::string& source, Dialect dialect)
{
    return dialect == Dialect::Triton ? source : tidy(source);
}

} // namespace

Result<Workpiece> Workpiece::open(const Prompt& prompt, Rng& rng)
{
    Workpiece piece;
    piece.m_prompt = &prompt;
    piece.m_rng = &rng;
    piece.m_candidate = prompt.parent;
    auto kernel = parseCandidate(prompt.parent, *prompt.task);
    if (!kernel) {
        return kernel.error();
    }
    piece.m_kernel = std::move(*kernel);
    piece.m_sources = {prompt.parent.source, tidied(prompt.parent.source, piece.m_kernel->dialect)};
    return piece;
}

bool Workpiece::apply(const Transformation& transformation, const Site& site)
{
    const auto source = transformation.apply(*m_kernel, site, *m_rng);
    return source && replaceSource(*source, transformation.name(), transformation.name() + ": " + site.what);
}

bool Workpiece::replaceSource(const std::string& source, const std::string& skill, const std::string& note)
{
    const std::string next = tidied(source, m_kernel->dialect);
    if (next.size() > kLargest || !mayUse(skill)) {
        return false;
    }
    auto kernel = parseLike(*m_kernel, next);
    if (!kernel || !m_sources.insert(next).second) {
        return false;
    }
    m_kernel = std::move(*kernel);
    m_candidate.source = next;
    this->note(skill, note);
    return true;
}

void Workpiece::note(const std::string& skill, const std::string& note)
{
    const std::string name = skillFor(*m_prompt, skill);
    if (std::find(m_skills.begin(), m_skills.end(), name) == m_skills.end()) {
        m_skills.push_back(name);
    }
    m_notes.push_back(note);
}

bool Workpiece::had(const std::string& transformation) const
{
    return std::any_of(m_notes.begin(), m_notes.end(),
                       [&](const std::string& note) { return note.starts_with(transformation + ": "); });
}

Synthesis Workpiece::finish() const
{
    std::string summary;
    for (const std::string& note : m_notes) {
        summary += (summary.empty() ? "" : "; ") + note;
    }
    return {m_candidate, m_skills, summary};
}

} // namespace espalier::rules
