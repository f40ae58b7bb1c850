#pragma once

#include "core/evaluate/judge/workerprocess.h"

namespace espalier {

/// The verdict on a worker that died, from its wait status; the hint only words it.
WorkerEnd describeEnd(int waitStatus, const wire::Hint& hint, const std::string& loadMessage);

} // namespace espalier
