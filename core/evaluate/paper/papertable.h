#pragma once

#include "core/evaluate/paper/paperbench.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier {

/// Header and rows: row, eager, compiled, the fastest form of PyTorch with its name, seed, best kernel, speedup over
/// the fastest with its interval, share of the roof ("launch" where the launch is all there is), the paper's ratio.
/// Every row is in it, won or lost. A figure of PyTorch that was not measured beside the kernels is marked with an
/// asterisk, and stands only where none of the row was.
std::vector<std::vector<std::string>> paperTable(const std::vector<PaperResult>& results);

/// How many rows were won, lost or are without a verdict, and the geometric mean of those with a speedup; a second
/// sentence says what the asterisk means where the table or the mean has one.
std::string paperSummary(const std::vector<PaperResult>& results, const std::string& card);

/// A list of documents, one a row, with every kernel's verdict and every figure.
nlohmann::json paperJson(const std::vector<PaperResult>& results);

} // namespace espalier
