#include "core/knowledge/knowledgefolders.h"

#include "core/base/paths.h"

#include <algorithm>
#include <cstdlib>

namespace espalier {

namespace fs = std::filesystem;

fs::path shippedKnowledge()
{
    return shareFolder() / "kb";
}

fs::path ownKnowledge(const fs::path& storeFolder)
{
    return storeFolder / "kb";
}

fs::path learnedFolder(const fs::path& knowledge)
{
    return knowledge / "skills" / "learned";
}

std::vector<fs::path> ownKnowledgeFolders(const fs::path& storeFolder)
{
    std::vector<fs::path> folders;
    std::error_code unreadable;
    if (fs::is_directory(ownKnowledge(storeFolder), unreadable)) {
        folders.push_back(ownKnowledge(storeFolder));
    }
    const char* given = std::getenv("ESPALIER_KB");
    const std::string list = given ? given : "";
    for (std::size_t start = 0; start < list.size();) {
        const std::size_t end = std::min(list.find(':', start), list.size());
        const fs::path folder = list.substr(start, end - start);
        if (!folder.empty() && std::find(folders.begin(), folders.end(), folder) == folders.end()) {
            folders.push_back(folder);
        }
        start = end + 1;
    }
    return folders;
}

std::vector<fs::path> knowledgeFolders(const fs::path& storeFolder)
{
    std::vector<fs::path> folders = ownKnowledgeFolders(storeFolder);
    folders.insert(folders.begin(), shippedKnowledge());
    return folders;
}

Result<SkillLibrary> loadSkills(const fs::path& storeFolder)
{
    auto library = SkillLibrary::load(shippedKnowledge() / "skills");
    if (library) {
        for (const fs::path& folder : ownKnowledgeFolders(storeFolder)) {
            library->addOwn(folder / "skills");
        }
    }
    return library;
}

} // namespace espalier
