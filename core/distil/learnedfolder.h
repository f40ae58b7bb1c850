#pragma once

#include "core/base/result.h"
#include "core/distil/learnedskill.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace espalier {

/// What distilling changed in one file.
struct LearnedChange
{
    std::string name;
    int version = 0;
    std::string what; ///< one clause: "learned", "put into words", "proved again", "used again", "retired", …
};

/// The files of a folder of learned skills (skills/learned/ of a knowledge base). One thread.
class LearnedFolder
{
public:
    /// A folder that is not there is empty. A file that cannot be read as a learned skill stands in problems() and is
    /// left alone, whatever is learned.
    static Result<LearnedFolder> open(const std::filesystem::path& folder);

    /// By name.
    const std::vector<LearnedSkill>& skills() const { return m_skills; }
    const std::vector<Error>& problems() const { return m_problems; }

    /// Writes what differs from the files, each with its version raised by one, and only that: skills that are as they
    /// were keep their file and version. Retired ones keep theirs too. Another process that writes at the same time is
    /// an error.
    Result<std::vector<LearnedChange>> save(std::vector<LearnedSkill> skills);

private:
    explicit LearnedFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    void read(const std::filesystem::path& file);
    Result<bool> write(LearnedSkill& skill, std::vector<LearnedChange>& changes);

    std::filesystem::path m_folder;
    std::vector<LearnedSkill> m_skills;
    std::set<std::string> m_broken; ///< names of files that stay as they are
    std::vector<Error> m_problems;
};

} // namespace espalier
