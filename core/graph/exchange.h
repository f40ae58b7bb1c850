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
    std::string
        fault; ///< why the answer gives no candidate: "search-not-found", "unanswered"; empty where it gives one
    std::size_t tokensIn = 0;
    std::size_t tokensCached = 0; ///< of tokensIn, read from the provider's cache
    std::size_t tokensOut = 0;
    double money = 0;   ///< US dollars; 0 where the price is not known
    double seconds = 0; ///< from the question to the end of the answer

    bool operator==(const Exchange&) const = default;
};

/// The exchange word for word, for people: system text, prompt, answer, and the fault where there is one.
std::string wordForWord(const Exchange& exchange);

} // namespace espalier
