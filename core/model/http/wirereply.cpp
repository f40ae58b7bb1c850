#include "core/model/http/wirereply.h"

#include "core/model/model.h"

#include <algorithm>

namespace espalier {

using Again = AttemptFault::Again;

void WireReply::stopFor(Stop reason)
{
    stop = std::max(stop, reason);
}

std::optional<AttemptFault> faultOf(const WireReply& reply)
{
    const auto spent = [](const char* why, const char* todo, const std::string& said) {
        return AttemptFault{Again::Never, ErrorKind::Answer, why, todo, said, {}};
    };
    if (reply.stop == WireReply::Stop::Refusal) {
        return spent("the model refused", "change the task's words or hints, or ask another model",
                     reply.refusal.empty() ? reply.text : reply.refusal);
    }
    if (reply.stop == WireReply::Stop::ToolCall) {
        return spent("it called a tool, and none was offered", "ask another model if it does so often", {});
    }
    if (reply.stop == WireReply::Stop::NotYet && !reply.ended) {
        return brokenOff("the answer broke off before its end");
    }
    if (reply.text.empty()) {
        return reply.stop == WireReply::Stop::Length
                   ? spent("all its tokens went into thought before a word was written",
                           "ask a model with a larger limit, or one that thinks less", {})
                   : spent("the answer is empty", "ask another model if it does so often", {});
    }
    return std::nullopt;
}

AttemptFault notOfThisApi(const std::string& what)
{
    return {Again::Never,
            ErrorKind::Answer,
            what + " is no JSON of this API",
            "check that the address speaks the API that the model's name begins with",
            {},
            {}};
}

AttemptFault brokenOff(const std::string& why)
{
    return {Again::Once, ErrorKind::Answer, why, "see whether the server or a proxy ends long answers", {}, {}};
}

AttemptFault tooLong()
{
    return {Again::Never,
            ErrorKind::Answer,
            "the answer is longer than " + std::to_string(kLongestReply >> 20) + " MiB",
            "ask another model if it does so often",
            {},
            {}};
}

} // namespace espalier
