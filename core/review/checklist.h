#pragma once

#include "core/graph/candidate.h"
#include "core/graph/evaluation.h"
#include "core/review/placedcomment.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

enum class CheckAnswer { Yes, No, Unknown };

std::string_view toText(CheckAnswer answer); // "yes", "no", "unknown"

/// One question of a review, answered from what was recorded.
struct CheckItem
{
    std::string name;     ///< for scripts: "correct", "hidden", "verdict", …
    std::string question; ///< "correct on every case"
    CheckAnswer answer = CheckAnswer::Unknown;
    bool must = false;    ///< an approval wants a yes here, or a reason
    std::string evidence; ///< one sentence
    std::string todo;     ///< what to do about a no or an unknown; empty for a yes

    bool isOpen() const { return must && answer != CheckAnswer::Yes; }
};

/// What the checklist is filled from.
struct CheckedNode
{
    std::string name; ///< "3.12": how the command line calls it
    const Evaluation& evaluation;
    const Candidate& candidate;
    const NodeReview& review;
    std::span<const PlacedComment> comments;
    std::optional<int> hiddenCases{}; ///< of the task, where that is at hand
};

/// Correct, correct on hidden shapes, accepted, faster by its interval, no slower case, sanitizers, comments settled,
/// trust, licence header; always all, in this order. Pure.
std::vector<CheckItem> checklist(const CheckedNode& node);

/// Whether an approval of this needs no reason.
bool isClean(std::span<const CheckItem> items);

/// {"name", "question", "answer", "must", "evidence", "todo"}
nlohmann::json toJson(const CheckItem& item);

} // namespace espalier
