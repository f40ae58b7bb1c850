#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Lines [leftBegin, leftEnd) of one text gave way to [rightBegin, rightEnd) of the other; counted from 0.
struct Hunk
{
    int leftBegin = 0;
    int leftEnd = 0;
    int rightBegin = 0;
    int rightEnd = 0;
};

/// The changed places in order, by libgit2. When the library fails (memory), the whole text is one hunk: coarse, never
/// wrong.
std::vector<Hunk> changedHunks(std::string_view left, std::string_view right, bool ignoreWhitespace);

/// The hunks of a unified patch with three lines of context, "@@ … @@" on, without file headers; empty for equal texts.
std::string hunksText(std::string_view left, std::string_view right);

/// Lines without their '\n'; a text that ends in '\n' has no empty last line.
std::vector<std::string_view> splitLines(std::string_view text);

} // namespace espalier
