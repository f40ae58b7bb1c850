#pragma once

#include "core/task/task.h"

#include <optional>
#include <string>
#include <vector>

/// Builds a kernel with g++, calls it in a process of its own on the inputs of one small case, and returns the bytes of
/// all outputs; nothing when it does not build, crashes or hangs.
std::optional<std::vector<std::vector<std::byte>>> outputsOf(const espalier::Task& task, const espalier::Case& oneCase,
                                                             const std::string& source,
                                                             const std::vector<std::string>& options);

/// Are two kernels' outputs equal within 1e-3 (floats) or exactly (integers)?
bool agree(const espalier::Task& task, const std::vector<std::vector<std::byte>>& a,
           const std::vector<std::vector<std::byte>>& b);
