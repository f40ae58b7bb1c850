#pragma once

#include "core/base/result.h"
#include "core/model/http/apikey.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// Why one attempt at an answer failed.
struct AttemptFault
{
    enum class Again {
        Never, ///< it would end the same way
        Later, ///< the server is busy, or was not reached
        Once,  ///< it fell silent or broke off, which is an accident the first time only
    };
    Again again = Again::Never;
    ErrorKind kind = ErrorKind::Answer;
    std::string why;  ///< a clause
    std::string todo; ///< a clause
    std::string said; ///< the server's own words as they came: hostile, and may hold the key
    std::optional<std::chrono::milliseconds> wait; ///< what the server asks for
};

/// In words for a person: `model` gave no answer, why, what the server said (its key masked, on one line, shortened),
/// and how often it was asked.
Error toError(const AttemptFault& fault, const std::string& model, const ApiKey& key, int attempts);

/// A server's words as one line of at most `longest` characters: the key masked, and control characters, invisible ones
/// and those that change the direction of writing replaced by blanks. A cut is shown by "…".
std::string printableWords(std::string_view words, const ApiKey& key, int longest);

/// What a status other than 2xx means. `body` is the start of what came with it; a message in it is quoted.
AttemptFault faultOfStatus(int status, std::string_view body, std::optional<std::chrono::milliseconds> wait);

/// An error that a server reports inside an answer it has begun. `code` is its own name for it or a status in digits;
/// what is known to pass is asked again.
AttemptFault faultOfReport(const std::string& code, const std::string& message);

} // namespace espalier
