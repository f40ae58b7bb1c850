#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace espalier {

/// What an answer asks to be done instead of giving a candidate.
struct ToolCall
{
    std::string tool;         ///< as it was written: hostile
    nlohmann::json arguments; ///< an object, not yet held against the tool's schema
};

/// An answer that was meant as a call and is none.
struct BrokenToolCall
{
    std::string why; ///< a clause on one line, without a full stop
};

/// Reads an answer as a call: its only code is one fenced block named "tool", in letters of either kind, which holds
/// one JSON object with the member "tool" and the arguments beside it. Nothing where no block is named so: the answer
/// is to be read as a candidate. The answer is hostile; time and memory are linear in its size. From any thread.
std::variant<std::monostate, ToolCall, BrokenToolCall> toolCallIn(std::string_view answer);

} // namespace espalier
