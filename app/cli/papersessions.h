#pragma once

#include "core/evaluate/paper/paperbench.h"
#include "core/store/store.h"

#include <vector>

namespace espalier::cli {

/// The paper's rows out of recorded sessions on the target cuda: each row's kernels are the nodes of every session on
/// its task that were correct and timed at its case, named "session.node". Rows whose task has no such session have no
/// kernels; nothing is judged.
Result<std::vector<PaperResult>> paperFromSessions(const std::vector<PaperRow>& rows, Store& store,
                                                   const TorchFigures* torch);

} // namespace espalier::cli
