#include "core/graph/exchange.h"

namespace espalier {

std::string wordForWord(const Exchange& exchange)
{
    const std::string fault = exchange.fault.empty() ? "" : "\n--- no candidate: " + exchange.fault + " ---\n";
    return exchange.system + "\n" + exchange.prompt + "\n--- " + exchange.model + " answered ---\n" + exchange.answer +
           fault;
}

} // namespace espalier
