#pragma once

#include "core/task/reference.h"
#include "core/task/task.h"

#include <string>

namespace espalier::test {

/// How the reference of an imported task differs from the formula written by hand (problemFormulas()) in the smallest
/// case, with inputs varied so, or an empty text.
std::string faultOfReference(const Task& task, const ReferenceLibrary& reference, Variation variation);

/// How the seed differs from the reference in some case for the target cpu, or an empty text.
std::string faultOfSeed(const Task& task, const ReferenceLibrary& reference);

/// Imports a sample problem into the folder and compares its reference with the formula, its seed with the reference.
/// What is wrong, or an empty text; what differs from the problem goes to `hardened`, a line each.
std::string faultOfImport(const std::string& file, const std::string& task, const std::filesystem::path& folder,
                          std::string* hardened = nullptr);

} // namespace espalier::test
