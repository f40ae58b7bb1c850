#pragma once

#include "core/base/result.h"
#include "core/profile/profilereport.h"

#include <string_view>

namespace espalier {

/// Reads the Chrome trace that torch.profiler's export_chrome_trace() writes (recorded with PyTorch 2.11): how long the
/// device had nothing to do between kernels, how long the host waited for it, which kernels took how long and which of
/// them are Triton's. Kernels of one name become one entry. Several devices are taken together.
Result<ProfileReport> readTorchTrace(std::string_view text);

} // namespace espalier
