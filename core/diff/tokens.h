#pragma once

#include "core/diff/linediff.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

/// Cuts a line of C-like source into identifiers, numbers, operators, runs of white space and single other characters
/// (a whole UTF-8 sequence each; a broken byte is one token). The spans cover the line without gaps.
std::vector<Span> tokenise(std::string_view line);

/// A line as far as likeness goes: its words as sorted hashes, taken once and compared many times.
class LineShape
{
public:
    explicit LineShape(std::string_view line);

    /// 0..1: twice the shared words over all words, white space left out. Lines of more than 8,000 bytes are compared
    /// by their common beginning and end.
    double likeness(const LineShape& other) const;
    std::size_t words() const { return m_words.size(); }

private:
    std::string_view m_line; ///< must outlive the shape
    std::vector<std::uint32_t> m_words;
};

/// What differs between two lines, as merged token spans of each. Lines of more than 2,000 tokens together, or of more
/// than 8,000 bytes, are marked whole between their common beginning and end.
std::pair<std::vector<Span>, std::vector<Span>> differingSpans(std::string_view left, std::string_view right);

/// What differingSpans costs, in units of about 64 token comparisons: the product of the lengths, or their sum where
/// only the common ends are looked for.
std::size_t markingPrice(std::string_view left, std::string_view right);

} // namespace espalier
