#pragma once

#include "core/task/jsonreader.h"
#include "core/task/task.h"

namespace espalier {

/// Whether the parts of a task fit together: names that differ, a smoke and a cpu case (a gpu case where it needs a
/// GPU), shapes that are whole numbers of at least 1 and at most 16 GiB in every case, distributions that can be drawn,
/// positive flops and bytes, tensors that can be sliced as it says, files that exist.
void checkTaskParts(const Task& task, Complaints& complaints);

} // namespace espalier
