#include "core/recall/sourcefingerprint.h"

#include "core/base/hash.h"
#include "core/recall/localnames.h"
#include "core/recall/sourcetokens.h"

#include <unordered_map>

namespace espalier {

std::string normalisedSource(const Candidate& candidate)
{
    const auto tokens = sourceTokens(candidate.source, candidate.language);
    if (!tokens) {
        return "exactly\n" + candidate.source;
    }
    const auto locals = isPython(candidate.language) ? std::unordered_set<std::string>() : localNames(*tokens);
    std::unordered_map<std::string, std::size_t> numbers; // in the order in which they appear
    std::string text;
    for (const SourceToken& token : *tokens) {
        if (token.kind == SourceToken::Kind::Name && locals.contains(token.text)) {
            // No source can hold the control character outside of a string.
            text += '\x01' + std::to_string(numbers.emplace(token.text, numbers.size()).first->second);
        } else {
            text += token.text;
        }
        text += '\n';
    }
    return text;
}

std::string sourceFingerprint(const Candidate& candidate)
{
    std::string head = candidate.language + '\n' + candidate.compiler + '\n';
    for (const std::string& option : candidate.options) {
        head += std::to_string(option.size()) + ' ' + option + '\n';
    }
    return sha256(head + '\n' + normalisedSource(candidate));
}

} // namespace espalier
