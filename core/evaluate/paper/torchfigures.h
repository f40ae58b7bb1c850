#pragma once

#include "core/base/result.h"
#include "core/graph/evaluation.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace espalier {

/// What PyTorch takes for one row, one way of calling it.
struct TorchFigure
{
    std::string name; ///< "eager", "compiled", "autotuned", "conv2d", …
    Interval ms;      ///< the median of its calls, with its interval
    bool correct = false;
    std::string reason; ///< why it does not count, where it does not
};

/// PyTorch's figures as tests/bench/torchbaselines.py writes them on a machine with a GPU.
struct TorchFigures
{
    std::string device; ///< "NVIDIA H200"
    std::string version;
    std::map<std::string, std::vector<TorchFigure>> rows; ///< by PaperRow::name

    /// The fastest correct one; null where there is none.
    const TorchFigure* fastest(const std::string& row) const;
};

/// Strict about keys, types and ranges: low ≤ ms ≤ high, all above 0, where a figure is correct.
Result<TorchFigures> readTorchFigures(const std::filesystem::path& file);

} // namespace espalier
