#pragma once

#include "core/task/task.h"

#include <string>

namespace espalier::test {

Task shippedTask(const std::string& name);
/// The text of a shipped task's seed.cu; empty where it has none.
std::string cudaSeed(const std::string& task);

} // namespace espalier::test
