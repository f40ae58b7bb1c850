#pragma once

#include "core/model/http/attemptfault.h"
#include "core/model/http/prices.h"

#include <optional>
#include <string>

namespace espalier {

/// What has been read of an answer, whichever API it came by. The texts are the server's: hostile.
struct WireReply
{
    /// Why the model stopped, in a rising order: what is worse stays.
    enum class Stop { NotYet, Done, Length, Refusal, ToolCall };

    std::string text;
    std::string model;   ///< the one that the server says it used
    std::string refusal; ///< its words, where they stand apart from the text
    TokenCount tokens;   ///< zeros where the server does not say
    Stop stop = Stop::NotYet;
    bool ended = false; ///< nothing follows

    void stopFor(Stop reason);
};

/// Why what was read is no answer: it broke off before the model had stopped, the model refused, asked for a tool that
/// nobody offered, or wrote nothing. An answer that reached its length is one: what to make of it is for its reader to
/// say.
std::optional<AttemptFault> faultOf(const WireReply& reply);

/// What came is not a document of this API. `what`: "an event", "the answer".
AttemptFault notOfThisApi(const std::string& what);

/// The stream or the connection ended too early. `why` is a clause.
AttemptFault brokenOff(const std::string& why);

/// Over kLongestReply.
AttemptFault tooLong();

} // namespace espalier
