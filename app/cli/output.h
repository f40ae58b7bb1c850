#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace espalier::cli {

/// The one document of --json, on standard output.
void printJson(const nlohmann::json& document);

/// A line for people, on standard output. Control characters of untrusted text are replaced.
void printLine(const std::string& line);

/// Columns as wide as their widest cell, counted in characters; columns listed in `right` are aligned to the right.
void printTable(const std::vector<std::vector<std::string>>& rows, const std::vector<std::size_t>& right = {});

/// Everything but printable text, tab and newline becomes a space: what candidates and compilers wrote must not steer a
/// terminal.
std::string printable(const std::string& text);

} // namespace espalier::cli
