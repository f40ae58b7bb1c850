#pragma once

#include "core/knowledge/skilllibrary.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// What is shipped: share/espalier/kb.
std::filesystem::path shippedKnowledge();

/// The user's own knowledge base: kb/ in the store's folder, where what its sessions taught is written too. It need not
/// be there.
std::filesystem::path ownKnowledge(const std::filesystem::path& storeFolder);

/// skills/learned/ of a knowledge base.
std::filesystem::path learnedFolder(const std::filesystem::path& knowledge);

/// The user's folders, each once: ownKnowledge() where it is there, then those that $ESPALIER_KB lists, separated by
/// colons.
std::vector<std::filesystem::path> ownKnowledgeFolders(const std::filesystem::path& storeFolder);

/// The shipped knowledge base, then the user's folders: what documents are read from.
std::vector<std::filesystem::path> knowledgeFolders(const std::filesystem::path& storeFolder);

/// Every skill a search may use: the shipped ones and those below skills/ of the user's folders. Fails only where the
/// shipped ones cannot be read; what is wrong with the user's stands in problems().
Result<SkillLibrary> loadSkills(const std::filesystem::path& storeFolder);

} // namespace espalier
