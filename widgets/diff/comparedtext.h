#pragma once

#include "core/graph/searchgraph.h"
#include "widgets/models/feed.h"

#include <QString>

#include <string>

namespace espalier {

/// What of two nodes is compared.
enum class Compared { Source, Assembly, BuildLog, Prompt, Answer, Metrics, Notes };

inline constexpr int kComparedKinds = 7;

QString titleOf(Compared what);

/// That of one node as plain text; empty for Assembly and Metrics, which are no text of the details.
std::string comparedText(Compared what, const NodeDetails& details, const Node& node, const NodeState& state);

/// A text as far as it is shown at first. Models and candidates write lines of a million characters.
struct ClippedText
{
    std::string text;
    int longLines = 0; ///< that were cut
};

inline constexpr std::size_t kLongestLine = 2000; ///< bytes, as format::codeLine() shows

/// Cuts longer lines short, or, where all of it is wanted, breaks them into pieces. On UTF-8 borders.
ClippedText clipped(const std::string& text, bool all);

/// Over this a comparison is made only when told to: its rows alone take some hundred megabytes.
inline constexpr std::size_t kManyLines = 20'000; ///< of both sides
inline constexpr std::size_t kManyBytes = std::size_t{4} << 20;

} // namespace espalier
