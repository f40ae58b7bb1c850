#pragma once

#include "core/graph/evaluation.h"

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

std::string speedupText(double value);              ///< "1.84×", "–" for 0
std::string intervalText(const Interval& interval); ///< "1.84× [1.80, 1.88]"
std::string percentText(double share);              ///< "71 %"
std::string millisecondsText(double ms);            ///< four significant digits, "0.2650 ms"

/// Everything but printable text, tab and newline becomes a space: what candidates and compilers wrote must not steer a
/// terminal.
std::string printable(const std::string& text);

} // namespace espalier::cli
