#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// The first library of a GPU's vendor or of a framework among the files that a process has mapped (`maps`: the text of
/// /proc/PID/maps), by its file's name: "libcublasLt.so.13". A kernel is judged for what it computes itself; of these a
/// sandbox shows what the system has. Text from a hostile process: any bytes.
std::optional<std::string> vendorLibraryIn(std::string_view maps);

} // namespace espalier
