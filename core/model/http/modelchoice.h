#pragma once

#include "core/base/result.h"
#include "core/model/http/serveraddress.h"

#include <string>
#include <string_view>

namespace espalier {

/// The two APIs that most servers speak one of.
enum class ModelApi { Anthropic, OpenAi };

/// Which model answers, by which API, and where.
struct ModelChoice
{
    ModelApi api = ModelApi::Anthropic;
    std::string model; ///< as the server calls it: "claude-sonnet-4-5", "Qwen/Qwen3-Coder-30B", "qwen2.5-coder:32b"
    ServerAddress address;
    bool hasOwnAddress = false; ///< one was given; otherwise it is the provider's

    /// What parseModelChoice() reads as the same choice.
    std::string toText() const;

    bool operator==(const ModelChoice&) const = default;
};

/// Reads "anthropic:MODEL" or "openai:MODEL", each perhaps with "@ADDRESS" behind it. MODEL is at most 200 printable
/// characters without blanks. The errors do not show the text: people paste keys into the wrong place.
Result<ModelChoice> parseModelChoice(std::string_view text);

} // namespace espalier
