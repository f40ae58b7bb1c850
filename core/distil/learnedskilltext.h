#pragma once

#include "core/base/result.h"
#include "core/distil/learnedskill.h"

#include <string>
#include <string_view>

namespace espalier {

/// The file of a learned skill: kb/skills' format with the keys
///   languages, technique, version, status
///   evidence: SESSION.NODE<PARENT TASK GAIN LOW HIGH, …      the proofs
///   uses: SESSION TRIED LOG_GAIN SQUARES, …
/// and prose made of them for models and people, with the edit in a block of "diff" and a model's words in one of
/// "text". Numbers have four digits after the point in every locale.
std::string textOf(const LearnedSkill& skill);

/// Reads it back; `file` is for the messages. The prose is not read but for the two blocks: it is written anew from the
/// rest.
Result<LearnedSkill> parseLearnedSkill(std::string_view text, const std::string& file);

} // namespace espalier
