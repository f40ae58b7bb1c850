#include "core/search/vetoes.h"

#include "core/search/technique.h"

#include <algorithm>

namespace espalier {
namespace {

bool isAmong(std::string_view word, const std::vector<std::string>& list)
{
    return std::ranges::find(list, word) != list.end();
}

void addNew(std::vector<std::string>& list, const std::string& word)
{
    if (!word.empty() && !isAmong(word, list)) {
        list.push_back(word);
    }
}

} // namespace

std::vector<std::string> forbiddenBy(const std::set<std::string, std::less<>>& vetoes, const SkillLibrary& library)
{
    std::vector<std::string> forbidden(vetoes.begin(), vetoes.end());
    if (vetoes.empty()) {
        return forbidden;
    }
    for (const Skill& skill : library.skills()) {
        if (vetoes.contains(skill.name) || vetoes.contains(skill.transformation) ||
            vetoes.contains(toText(techniqueOf({skill.name})))) {
            addNew(forbidden, skill.name);
            addNew(forbidden, skill.transformation);
        }
    }
    return forbidden;
}

std::optional<std::string> firstForbidden(const std::vector<std::string>& skills,
                                          const std::vector<std::string>& forbidden)
{
    const auto found = std::ranges::find_if(skills, [&](const std::string& skill) {
        return isAmong(skill, forbidden) || isAmong(toText(techniqueOf({skill})), forbidden);
    });
    return found == skills.end() ? std::nullopt : std::optional(*found);
}

} // namespace espalier
