#include "app/runner/learnsession.h"

#include "core/distil/distillation.h"
#include "core/distil/sessiontrials.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/task/tasklibrary.h"

namespace espalier {

Result<std::vector<LearnedChange>> learnFrom(Store& store, const SessionInfo& session, LearnedFolder& folder)
{
    const auto task = loadTask(session.settings.taskFolder);
    const auto shipped = SkillLibrary::load(shippedKnowledge() / "skills");
    if (!task || !shipped) {
        return task ? shipped.error() : task.error();
    }
    const auto read = readTrials(store, session, *task);
    if (!read) {
        return read.error();
    }
    return folder.save(distilSession(folder.skills(), read->trials, read->lessons, *shipped));
}

Result<std::vector<LearnedChange>> learnFromNewest(const std::filesystem::path& storeFolder)
{
    auto store = Store::open(storeFolder);
    const auto session = store ? store->findSession("last") : store.error();
    auto folder = LearnedFolder::open(learnedFolder(ownKnowledge(storeFolder)));
    if (!session || !folder) {
        return session ? folder.error() : session.error();
    }
    return learnFrom(*store, *session, *folder);
}

} // namespace espalier
