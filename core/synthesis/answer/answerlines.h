#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace espalier {

/// Takes the first line away from a text, with its line feed, and returns it without. An empty text has no line.
std::string_view takeLine(std::string_view& rest);

/// What one line of an answer is when it stands where a mark of an edit may.
enum class Mark {
    None,
    Search,   ///< <<<<<<< SEARCH
    Divider,  ///< =======
    Replace,  ///< >>>>>>> REPLACE
    Misspelt, ///< begins like one of the outer two: "<<<<<<< ORIGINAL"
};

/// Marks start their line; blanks behind them are no matter.
Mark markOf(std::string_view line);

/// A line that opens or closes a fenced block: three or more backquotes after at most three spaces, with no backquote
/// behind them (CommonMark 0.31, 4.5). Views into the line.
struct Fence
{
    std::size_t indent = 0; ///< spaces before the backquotes
    std::size_t length = 0; ///< backquotes; 0: the line is no fence
    std::string_view info;  ///< what stands behind them, from its first character that is not blank

    bool closes(const Fence& opening) const { return length >= opening.length && info.empty(); }
};

Fence fenceOf(std::string_view line);

/// The first word behind an opening fence, in small letters: what its block is written in. May be empty.
std::string languageOf(const Fence& fence);

} // namespace espalier
