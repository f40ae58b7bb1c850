#pragma once

#include "core/task/task.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A task of the library by its name, or null.
std::shared_ptr<const espalier::Task> taskNamed(const std::string& name);

/// The bytes of all outputs of one call; nothing when the kernel does not build, crashes or hangs.
using Outputs = std::optional<std::vector<std::vector<std::byte>>>;

/// Builds a kernel with g++ and calls it in a process of its own on the inputs of each small case.
std::vector<Outputs> outputsOfEach(const espalier::Task& task, const std::vector<const espalier::Case*>& cases,
                                   const std::string& source, const std::vector<std::string>& options);

/// The same for one case.
Outputs outputsOf(const espalier::Task& task, const espalier::Case& oneCase, const std::string& source,
                  const std::vector<std::string>& options);

/// Are two kernels' outputs equal within 1e-3 (floats) or exactly (integers)?
bool agree(const espalier::Task& task, const std::vector<std::vector<std::byte>>& a,
           const std::vector<std::vector<std::byte>>& b);
