#pragma once

#include "core/distil/learnedskill.h"
#include "core/model/model.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a model is asked about a skill that a lesson taught: when it applies and how it is done, for kernels other than
/// this one.
ModelRequest wordsRequest(const LearnedSkill& skill, const Lesson& lesson);

/// An answer, which is hostile, as a skill's file may keep it: its first 1,200 bytes as lines of printable text,
/// without marks that would make links, code or headings. Empty where nothing is left.
std::string wordsFrom(std::string_view answer);

/// The distil stage where there is a model: each skill without words whose first proof is one of these lessons gets
/// them, one question each. One that the model refuses stays without. Fails when the model cannot be reached or `stop`
/// came. What it took is the result.
Result<ModelUsage> putIntoWords(std::vector<LearnedSkill>& skills, const std::vector<Lesson>& lessons,
                                const Model& model, const std::stop_token& stop);

} // namespace espalier
