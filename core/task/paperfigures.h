#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// From the lowest to the highest where the paper gives a range for several shapes.
struct RatioRange
{
    double low = 0;
    double high = 0;
};

/// What was published or measured of one operator at one shape. Milliseconds; absent where nobody said.
struct OperatorTimes
{
    std::string hardware; ///< empty where it was not said
    std::optional<double> eagerMs{};
    std::optional<double> compiledMs{}; ///< torch.compile
    std::optional<double> conv2dMs{};   ///< conv1d by way of conv2d, which is faster in eager mode
    std::optional<double> theirsMs{};   ///< the paper's kernel
    std::optional<RatioRange> ratio{};  ///< of the paper's kernel over eager mode
};

/// One operator at one shape of the paper (arXiv 2512.23236), and the case of a task that is it.
struct PaperRow
{
    std::string name; ///< "conv1d fp16 2048x96x96x200"
    std::string task;
    std::string caseName; ///< of the role gpu
    OperatorTimes paper;
    OperatorTimes here;                   ///< PyTorch's, on the card of PaperFigures::here
    std::optional<double> floorMs;        ///< the roof as a time; absent where the launch is all there is
    std::vector<OperatorTimes> elsewhere; ///< the paper's ratios on other hardware
    std::string note;
};

struct PaperFigures
{
    std::string paper; ///< where the figures are from
    std::string here;  ///< the card of the others: "H200"
    std::string how;   ///< and how they were taken
    std::string floor; ///< what the roof was reckoned from
    std::vector<PaperRow> rows;
};

/// Reads resources/bench/paper.json, strictly: unknown keys, rows of one name, figures that are no times are errors.
/// Whether the tasks and cases exist is not looked at.
Result<PaperFigures> readPaperFigures(const std::filesystem::path& file);

} // namespace espalier
