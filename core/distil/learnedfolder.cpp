#include "core/distil/learnedfolder.h"

#include "core/base/file.h"
#include "core/base/filelock.h"
#include "core/distil/learnedskilltext.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = std::size_t{1} << 20;

std::string whatChanged(const LearnedSkill& now, const LearnedSkill& before)
{
    if (now.skill.retired != before.skill.retired) {
        return now.skill.retired ? "retired: it stopped paying" : "taken up again";
    }
    if (now.words != before.words) {
        return "put into words";
    }
    return now.proofs.size() > before.proofs.size() ? "proved again" : "used again";
}

} // namespace

Result<LearnedFolder> LearnedFolder::open(const fs::path& folder)
{
    LearnedFolder opened(folder);
    std::error_code failed;
    if (!fs::exists(folder, failed)) {
        return opened;
    }
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".md") {
            files.push_back(at->path());
        }
    }
    if (failed) {
        return Error{ErrorKind::Machine, "The learned skills in " + folder.string() + " cannot be read",
                     failed.message(), "check the folder and its permissions"};
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        opened.read(file);
    }
    return opened;
}

void LearnedFolder::read(const fs::path& file)
{
    const std::string name = file.stem().string();
    const auto text = readFile(file, kLargestFile);
    auto skill = text ? parseLearnedSkill(*text, file.filename().string()) : text.error();
    if (skill && skill->skill.name == name) {
        m_skills.push_back(*std::move(skill));
        return;
    }
    m_broken.insert(name);
    m_problems.push_back(skill ? Error{ErrorKind::Usage, file.filename().string(), "it is named " + skill->skill.name,
                                       "give it the file's own name"}
                               : skill.error());
}

/// True when the file had to be written.
Result<bool> LearnedFolder::write(LearnedSkill& skill, std::vector<LearnedChange>& changes)
{
    const auto before = std::find_if(m_skills.begin(), m_skills.end(),
                                     [&](const LearnedSkill& one) { return one.skill.name == skill.skill.name; });
    if (m_broken.contains(skill.skill.name)) {
        return false;
    }
    std::string what = "learned";
    if (before != m_skills.end()) {
        skill.skill.version = before->skill.version;
        if (textOf(skill) == textOf(*before)) {
            return false;
        }
        skill.skill.version += 1;
        what = whatChanged(skill, *before);
    }
    if (const auto written = writeFileAtomic(m_folder / (skill.skill.name + ".md"), textOf(skill)); !written) {
        return written.error();
    }
    changes.push_back({skill.skill.name, skill.skill.version, what});
    return true;
}

Result<std::vector<LearnedChange>> LearnedFolder::save(std::vector<LearnedSkill> skills)
{
    auto lock = FileLock::open(m_folder / ".lock");
    const auto taken = lock ? lock->take(FileLock::Kind::Exclusive) : lock.error();
    if (!taken || !*taken) {
        return taken ? Error{ErrorKind::Machine, "cannot write the learned skills in " + m_folder.string(),
                             "another espalier is writing them", "try again when it is done"}
                     : taken.error();
    }
    std::vector<LearnedChange> changes;
    for (LearnedSkill& skill : skills) {
        if (const auto written = write(skill, changes); !written) {
            return written.error();
        }
    }
    m_skills = std::move(skills);
    return changes;
}

} // namespace espalier
