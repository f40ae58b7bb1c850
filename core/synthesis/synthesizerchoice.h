#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One of the synthesizers a session was told to use.
struct SynthesizerChoice
{
    double weight = 1;               ///< above 0; its share is weight / the sum of all
    std::string kind;                ///< rules, mailbox, command, replay, anthropic, openai
    std::string detail;              ///< what follows the colon: a folder, a command line, a model; empty for rules
    bool tools = false;              ///< it may call tools before it answers
    std::vector<std::string> code{}; ///< the folders that its tools may search

    bool operator==(const SynthesizerChoice&) const = default;
};

/// Reads "rules", "mailbox:DIR", "command:PROGRAM ARGUMENTS", "replay:DIR", "replay:SESSION", "anthropic:MODEL",
/// "openai:MODEL@URL", or several of them with their weights: "80*anthropic:MODEL + 20*rules". All but the rules may
/// end in "+tools", or in "+tools=DIR:DIR" with folders of code. ErrorKind::Usage for anything else, and for folders
/// whose absolute path would not be read back from toText(): those with " + ", of code with ":", or with "+tools".
Result<std::vector<SynthesizerChoice>> parseSynthesizers(std::string_view text);

/// The same as text, folders absolute, so that a session may be resumed from anywhere.
std::string toText(const std::vector<SynthesizerChoice>& choices);

} // namespace espalier
