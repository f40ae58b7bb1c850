#pragma once

#include <cstddef>
#include <string>

namespace espalier {

/// What was said in one turn to have a candidate made, exactly as it went out and came back.
struct Exchange
{
    std::string model;  ///< who answered: "claude-sonnet-4-5", "mailbox"
    std::string system; ///< the system text
    std::string prompt; ///< this turn's
    std::string answer; ///< empty where none came
    /// Why the answer gives no candidate: "search-not-found", "unanswered"; empty where it gives one. "tool-call" is no
    /// fault: the answer asked for a tool, and the next turn holds what that said; of "bad-tool-call" it could not be
    /// read what it asked for.
    std::string fault;
    std::size_t tokensIn = 0;
    std::size_t tokensCached = 0; ///< of tokensIn, read from the provider's cache
    std::size_t tokensOut = 0;
    double money = 0;   ///< US dollars; 0 where the price is not known
    double seconds = 0; ///< from the question to the end of the answer

    bool operator==(const Exchange&) const = default;
};

/// "no candidate: search-not-found", or "tool call"; empty where the answer gives a candidate.
std::string withoutCandidate(const Exchange& exchange);

/// The exchange word for word, for people: system text, prompt, answer, and withoutCandidate().
std::string wordForWord(const Exchange& exchange);

} // namespace espalier
