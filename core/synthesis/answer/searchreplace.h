#pragma once

#include "core/synthesis/answer/answerlayout.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace espalier {

/// The source after the edits, in their order, each applied to the result of the one before. A search text stands for
/// whole lines and must be in that result exactly once, letter by letter with its indentation. Line ends are line
/// feeds; a last line without one gets it. Faults: EmptySearch, SearchNotFound, SearchFoundTwice; the clause names the
/// block's number, counted from 1, and its first line.
std::variant<std::string, AnswerError> withEdits(std::string_view source, const std::vector<Edit>& edits);

} // namespace espalier
