#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace espalier {

/// The text with line feeds as its only line ends and without a byte order mark at its start.
std::string withLineFeeds(std::string_view text);

/// Nothing but blanks and line ends?
bool isBlank(std::string_view text);

/// The first sentences of a text as one line of at most `longest` characters for people and terminals: runs of blanks,
/// control characters, and invisible or direction-changing ones become one space, broken bytes U+FFFD. A cut is shown
/// by "…". A sentence ends at . ! or ? before a blank, unless a small letter or a digit follows ("e.g. 64").
/// longest > 0. Time goes by what is read, not by the length of the text.
std::string firstSentences(std::string_view text, int sentences, std::size_t longest);

/// The first line that is not blank, between quotation marks, at most 80 characters: to name a place in a text.
std::string quotedFirstLine(std::string_view text);

} // namespace espalier
