#pragma once

#include "core/base/result.h"
#include "core/knowledge/skill.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace espalier {

/// The skills of kb/skills/*.md, sorted by name. An immutable value.
class SkillLibrary
{
public:
    SkillLibrary() = default;
    /// Reads every .md file of the folder. A file that breaks the format is an error that names file and line; so is a
    /// second skill of the same name, and a folder that is not there.
    static Result<SkillLibrary> load(const std::filesystem::path& folder);
    /// Adds the skills that lie in or below a folder of the user's; one that is not there adds nothing. A file that
    /// breaks the format, and one named like a skill that is here already, is left out and stands in problems(): a bad
    /// note must not stop a search.
    void addOwn(const std::filesystem::path& folder);

    const std::vector<Skill>& skills() const { return m_skills; }
    const std::vector<Error>& problems() const { return m_problems; }
    /// Null when there is none of that name.
    const Skill* find(std::string_view name) const;

private:
    Result<void> add(const std::filesystem::path& file);

    std::vector<Skill> m_skills;
    std::vector<Error> m_problems;
};

/// One skill file: a front matter between lines of three dashes, then prose.
///   name: parallel-outer-loop      the file's name without .md
///   title: Run the outer loop on all cores
///   platforms: cpu                 lists are separated by commas
///   bounds: memory, compute        names of Bound
///   patterns: loop-nest            code patterns it needs; may be left out
///   transformation: parallel-outer-loop   may be left out: then only a model can carry it out
///   prior: 1.6                     expected factor before any evidence, 0.1 to 100
///   languages: cpp                 may be left out: every language of its platforms
/// A learned one has more: version (from 1), status (active or retired), technique, and evidence and uses, whose form
/// is core/distil's.
/// Unknown and repeated keys, absent ones and empty prose are errors; `file` is for their messages.
Result<Skill> parseSkill(std::string_view text, const std::string& file);

} // namespace espalier
