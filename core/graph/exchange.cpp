#include "core/graph/exchange.h"

namespace espalier {

std::string withoutCandidate(const Exchange& exchange)
{
    if (exchange.fault == "tool-call") {
        return "tool call";
    }
    return exchange.fault.empty() ? std::string() : "no candidate: " + exchange.fault;
}

std::string wordForWord(const Exchange& exchange)
{
    const std::string none = withoutCandidate(exchange);
    return exchange.system + "\n" + exchange.prompt + "\n--- " + exchange.model + " answered ---\n" + exchange.answer +
           (none.empty() ? "" : "\n--- " + none + " ---\n");
}

} // namespace espalier
