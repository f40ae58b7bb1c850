#pragma once

#include <filesystem>

namespace espalier::test {

/// The shipped softmax with a case for GPUs that takes no time, or without any, in `folder`.
void smallSoftmax(const std::filesystem::path& folder, bool withGpuCase);

} // namespace espalier::test
