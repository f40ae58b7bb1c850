#include "core/synthesis/rules/triton/tritoncachehints.h"

#include "core/synthesis/rules/triton/memoryaccess.h"

namespace espalier::rules {

namespace {

enum Variant { kReadOnce, kKept, kStreamed };

void add(const Script& script, const ScriptFunction& kernel, const MemoryAccess& access,
         std::vector<ScriptChange>& changes)
{
    const bool hinted =
        access.call.named("eviction_policy") != nullptr || access.call.named("cache_modifier") != nullptr;
    // With more arguments by place than an access's own the hints may be among them.
    if (hinted || access.call.at(3) != nullptr || access.call.arguments.empty()) {
        return;
    }
    const std::string tensor = access.tensor.empty() ? "memory" : access.tensor;
    const unsigned at = script.begin(access.call.first);
    if (access.isStore) {
        changes.push_back({{at, kStreamed, "stores to " + tensor + " in " + kernel.name + " streamed"},
                           {withArgument(script, access.call, "cache_modifier", "\".cs\"")}});
    } else if (access.ofProgram) {
        changes.push_back({{at, kReadOnce, "loads from " + tensor + " in " + kernel.name + " evicted first"},
                           {withArgument(script, access.call, "eviction_policy", "\"evict_first\"")}});
    } else {
        changes.push_back({{at, kKept, "loads from " + tensor + " in " + kernel.name + " kept"},
                           {withArgument(script, access.call, "eviction_policy", "\"evict_last\"")}});
    }
}

} // namespace

std::vector<ScriptChange> TritonCacheHints::changes(const Script& script) const
{
    std::vector<ScriptChange> changes;
    for (const ScriptFunction& kernel : script.functions()) {
        if (!kernel.kernel) {
            continue;
        }
        for (const MemoryAccess& access : memoryAccesses(script, kernel)) {
            add(script, kernel, access, changes);
        }
    }
    return changes;
}

} // namespace espalier::rules
