#pragma once

#include "core/base/result.h"
#include "core/task/task.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// The program a finalist is run in under the sanitizers: our main, the task's entry point and the candidate in one
/// executable, so that the sanitizers' own memory functions are there from the start, which a worker's are not.

/// C++ of the main function. It reads `cases.bin`, gives every tensor a block of exactly its size, aligned to 64 bytes
/// as the judge does, calls the kernel twice for each case and prints the file's nonce as its last line.
const std::string& sanitizedMain();

/// C++ that tells the thread sanitizer of libgomp's forks, joins, barriers and locks: libgomp is not built for it, and
/// without this every two parallel loops in a row look like a race.
const std::string& openMpAnnotations();
/// Linker options that put those functions in libgomp's place.
std::vector<std::string> openMpWraps();
/// Whether the annotations cover a function of libgomp, as `nm -u` names it; true for names that are not libgomp's.
bool isAnnotated(const std::string& symbol);

/// Draws inputs for the smoke and hidden cases of the task and writes them with a nonce; returns the nonce.
Result<std::string> writeSanitizerCases(const Task& task, const std::filesystem::path& file);

} // namespace espalier
