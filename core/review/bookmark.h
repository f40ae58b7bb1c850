#pragma once

#include <optional>
#include <string>

namespace espalier {

/// What a bookmark says beyond that it is there; SteerCommand::text of Bookmark.
struct BookmarkText
{
    std::string title;         ///< one line; may be empty
    std::optional<int> step{}; ///< the session is shown as it was after this step; none: as it is now

    bool operator==(const BookmarkText&) const = default;
};

/// One JSON document: {"title", "step"}; empty where nothing is said.
std::string toText(const BookmarkText& bookmark);
/// Text that is no such document is taken for the title. Cut to 200 bytes, and to its first line.
BookmarkText bookmarkTextFrom(const std::string& text);

} // namespace espalier
