#pragma once

#include "core/distil/trial.h"
#include "core/store/store.h"
#include "core/task/task.h"

namespace espalier {

/// What a session's recorded nodes have to tell, in their order: every edge as a trial, and those that paid by more
/// than noise (gain.h) as lessons.
struct SessionTrials
{
    std::vector<SkillTrial> trials;
    std::vector<Lesson> lessons;
};

/// Reads them from the store. A node of several parents gained over the best of them. Parses the
/// parents of lessons: milliseconds each.
Result<SessionTrials> readTrials(Store& store, const SessionInfo& session, const Task& task);

} // namespace espalier
