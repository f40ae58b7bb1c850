#include "core/synthesis/rules/triton/tritonproducts.h"

namespace espalier::rules {

namespace {

constexpr const char* kExact = "ieee";
constexpr const char* kSplit = "tf32x3";

} // namespace

std::vector<ScriptChange> TritonProducts::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        if (!kernel.kernel) {
            continue;
        }
        ScriptChange all{{0, 0, ""}, {}};
        for (const ScriptCall& call : script.callsOf(kernel, "dot")) {
            const ScriptArgument* precision = call.named("input_precision");
            const std::string now = precision != nullptr && precision->value.size() == 1
                                        ? script.tokens()[precision->value.first].text
                                        : std::string();
            if (now != kExact && now != kSplit) {
                continue;
            }
            const std::string next = all.edits.empty() ? (now == kExact ? kSplit : kExact) : all.site.what;
            all.site.what = next;
            all.edits.push_back(withArgument(script, call, "input_precision", "\"" + next + "\""));
        }
        if (!all.edits.empty()) {
            all.site = {all.edits.front().begin, 0, "products of " + kernel.name + " in " + all.site.what};
            changes.push_back(std::move(all));
        }
    }
    return changes;
}

} // namespace espalier::rules
