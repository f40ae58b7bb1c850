#pragma once

#include "core/synthesis/answer/answererror.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace espalier {

/// More blocks than this are no edit: the whole source is then the shorter answer. It also bounds the time to apply
/// them, each of which reads the source once.
constexpr std::size_t kMostEdits = 100;

/// A fenced block that holds no edits. The fence that closes it is at least as long as the one that opens it and names
/// nothing; the opening one's indentation is taken from each line between them (CommonMark 0.31, 4.5).
struct FencedSource
{
    std::string language; ///< first word behind the opening fence, in small letters; may be empty
    std::string text;     ///< ends with a line feed unless empty
};

/// One SEARCH/REPLACE block: whole lines, each with its line feed. Either may be empty.
struct Edit
{
    std::string search;
    std::string replacement;
};

/// The parts of an answer in their order, not yet judged against each other.
struct AnswerLayout
{
    std::string prose; ///< what stands before the first fence or mark
    std::vector<FencedSource> sources;
    std::vector<Edit> edits; ///< inside a fence or without one; at most kMostEdits
};

/// Reads an answer, whose lines end in line feeds, in one pass. Faults: CutOff, BadMarks, MixedForms (code beside edits
/// within one fence), TooLarge (too many edits).
std::variant<AnswerLayout, AnswerError> layoutOf(std::string_view answer);

} // namespace espalier
