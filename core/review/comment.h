#pragma once

#include "core/graph/node.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

/// Bytes that are kept of a comment, a note or a reason; what is longer is cut.
inline constexpr std::size_t kLongestRemark = 4000;

/// Which text a line number counts in: the node's own source, or its parent's, for lines that the node took out.
enum class CommentSide { Own, Parent };

/// What a comment says, as SteerCommand::text of the verb Comment carries it.
struct CommentText
{
    std::string text;
    CommentSide side = CommentSide::Own;
    std::string quote; ///< the line as it was when somebody commented on it, cut

    bool operator==(const CommentText&) const = default;
};

/// One JSON document: {"text", "side": "own" or "parent", "quote"}.
std::string toText(const CommentText& comment);
/// Text that is no such document is the comment itself, on the node's own source. Everything is cut to its limit.
CommentText commentTextFrom(const std::string& text);

/// Somebody settled a comment, for a node and all that grows below it.
struct Resolution
{
    NodeNumber node = 0;
    std::string author;
    double time = 0; ///< unix time
};

/// A comment on one line of a node.
struct Comment
{
    std::int64_t id = 0; ///< of its event
    NodeNumber node = 0;
    int line = 1; ///< from 1, in the text that `said.side` names
    CommentText said;
    std::string author;
    double time = 0; ///< unix time
    std::vector<Resolution> resolutions;
};

} // namespace espalier
