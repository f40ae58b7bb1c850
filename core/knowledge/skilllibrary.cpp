#include "core/knowledge/skilllibrary.h"

#include "core/base/file.h"

#include <algorithm>

namespace espalier {

Result<SkillLibrary> SkillLibrary::load(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        if (at->path().extension() == ".md") {
            files.push_back(at->path());
        }
    }
    if (failure) {
        return Error{ErrorKind::Machine, "The skills in " + folder.string() + " cannot be read", failure.message(),
                     "set ESPALIER_SHARE to the folder that holds kb/"};
    }
    std::sort(files.begin(), files.end());
    SkillLibrary library;
    for (const auto& file : files) {
        if (const auto added = library.add(file); !added) {
            return added.error();
        }
    }
    return library;
}

Result<void> SkillLibrary::add(const std::filesystem::path& file)
{
    const auto text = readFile(file, std::size_t{1} << 20);
    if (!text) {
        return text.error();
    }
    auto skill = parseSkill(*text, file.filename().string());
    if (!skill) {
        return skill.error();
    }
    if (find(skill->name) != nullptr || skill->name != file.stem().string()) {
        return Error{ErrorKind::Usage, file.filename().string() + ", line 2",
                     "its skill is named " + skill->name + (find(skill->name) != nullptr ? ", as another is" : ""),
                     "give it the file's own name, and one that no other skill has"};
    }
    m_skills.push_back(*std::move(skill));
    return {};
}

void SkillLibrary::addOwn(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::recursive_directory_iterator at(folder, failure), end; !failure && at != end;
         at.increment(failure)) {
        if (at->path().extension() == ".md") {
            files.push_back(at->path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        if (const auto added = add(file); !added) {
            m_problems.push_back(added.error());
        }
    }
    std::sort(m_skills.begin(), m_skills.end(), [](const Skill& a, const Skill& b) { return a.name < b.name; });
}

const Skill* SkillLibrary::find(std::string_view name) const
{
    const auto at =
        std::find_if(m_skills.begin(), m_skills.end(), [&](const Skill& skill) { return skill.name == name; });
    return at == m_skills.end() ? nullptr : &*at;
}

} // namespace espalier
