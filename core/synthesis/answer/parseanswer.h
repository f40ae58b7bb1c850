#pragma once

#include "core/synthesis/answer/answererror.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace espalier {

constexpr std::size_t kLongestAnswer = std::size_t{1} << 20;         ///< bytes
constexpr std::size_t kLongestAnsweredSource = std::size_t{1} << 19; ///< bytes
constexpr std::size_t kLongestSummary = 200;                         ///< characters

/// What an answer gives: text within the caps that is not blank and not the parent's.
struct ParsedAnswer
{
    std::string source;  ///< UTF-8, lines ended by line feeds
    std::string summary; ///< the first two sentences before the code, on one line; may be empty
};

/// Reads a reply by the rules of kb/constraints/answer-format.md: one fenced block with the whole source, or
/// SEARCH/REPLACE blocks to be applied to the parent's. `language` is the candidate's: cpp, opencl, cuda or triton. The
/// answer is hostile; time and memory are linear in its size. May be called from any thread.
std::variant<ParsedAnswer, AnswerError> parseAnswer(std::string_view answer, std::string_view parentSource,
                                                    std::string_view language);

} // namespace espalier
