#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What becomes of text that candidates, documents, tasks and people wrote before it stands in a prompt.
namespace espalier::prompting {

/// Valid UTF-8 that a terminal and a JSON document take as it is: control characters (but line feed and tab), broken
/// bytes, line and paragraph separators and the characters that turn the direction of writing become U+FFFD, so that a
/// reader sees that there was something; CR LF becomes LF. A last line without an end gets one.
std::string cleaned(std::string_view text);

/// The same on one line of at most `most` bytes (then "…"): line ends and tabs become blanks, backquotes apostrophes,
/// blanks around it are dropped.
std::string oneLine(std::string_view text, std::size_t most = 240);

/// A run of backquotes longer than any in the text, at least three: as a fence it cannot be closed from inside
/// (CommonMark 0.31, 4.5).
std::string fenceFor(std::string_view text);

} // namespace espalier::prompting
