#include "app/runner/learnsession.h"

#include "core/base/paths.h"
#include "core/distil/distillation.h"
#include "core/distil/lessonwords.h"
#include "core/distil/sessiontrials.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/task/recordedtask.h"

namespace espalier {

Result<Learning> learnFrom(Store& store, const SessionInfo& session, LearnedFolder& folder, const Model* model)
{
    const auto task = recordedTask(shareFolder() / "tasks", session.settings.task, session.settings.taskFolder);
    const auto shipped = SkillLibrary::load(shippedKnowledge() / "skills");
    if (!task || !shipped) {
        return task ? shipped.error() : task.error();
    }
    const auto read = readTrials(store, session, *task);
    if (!read) {
        return read.error();
    }
    std::vector<LearnedSkill> skills = distilSession(folder.skills(), read->trials, read->lessons, *shipped);
    const auto usage = model ? putIntoWords(skills, read->lessons, *model, {}) : Result<ModelUsage>(ModelUsage());
    if (!usage) {
        return usage.error();
    }
    auto changes = folder.save(std::move(skills));
    return changes ? Result<Learning>(Learning{*std::move(changes), *usage}) : changes.error();
}

Result<Learning> learnFromNewest(const std::filesystem::path& storeFolder)
{
    auto store = Store::open(storeFolder);
    const auto session = store ? store->findSession("last") : store.error();
    auto folder = LearnedFolder::open(learnedFolder(ownKnowledge(storeFolder)));
    if (!session || !folder) {
        return session ? folder.error() : session.error();
    }
    return learnFrom(*store, *session, *folder, nullptr);
}

} // namespace espalier
