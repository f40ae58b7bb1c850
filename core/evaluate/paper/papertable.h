#pragma once

#include "core/evaluate/paper/paperbench.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier {

/// Header and rows: row, eager, compiled, seed, best kernel, speedup over the fastest baseline with its interval, share
/// of the roof, the paper's ratio. Every row is in it, won or lost. A baseline that was not measured beside the kernels
/// is marked with an asterisk.
std::vector<std::vector<std::string>> paperTable(const std::vector<PaperResult>& results);

/// How many rows were won, lost or are without a verdict, and the geometric mean of those with a speedup; a second
/// sentence where baselines are recorded.
std::string paperSummary(const std::vector<PaperResult>& results, const std::string& card);

/// A list of documents, one a row, with every kernel's verdict and every figure.
nlohmann::json paperJson(const std::vector<PaperResult>& results);

} // namespace espalier
