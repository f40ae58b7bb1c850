#include "core/recall/searchmemory.h"

#include "core/recall/errorsignature.h"
#include "core/recall/recaller.h"

#include <algorithm>

namespace espalier {
namespace {

bool remembers(const std::vector<Memory>& memories, NodeNumber number)
{
    return std::ranges::find(memories, number, &Memory::number) != memories.end();
}

} // namespace

void SearchMemory::add(const SearchGraph& graph, NodeNumber number, const Evaluation& evaluation,
                       const Candidate& candidate)
{
    m_fixes.add(graph, number, errorSignature(evaluation));
    m_sources.add(number, sketchOf(candidate));
}

void SearchMemory::complete(Recollection& recollection, const SearchGraph& graph, NodeNumber parent) const
{
    if (recollection.memoryOperator == "clean-slate" || parent >= graph.size()) {
        return;
    }
    std::vector<std::string> faults{m_fixes.faultOf(parent)};
    for (Memory& failure : recollection.failures) {
        failure.fault = m_fixes.faultOf(failure.number);
        faults.push_back(failure.fault);
    }
    for (auto* memories : {&recollection.trajectory, &recollection.siblings}) {
        for (Memory& memory : *memories) {
            memory.fault = m_fixes.faultOf(memory.number);
        }
    }
    recollection.fixes = m_fixes.fixesOf(faults);
    for (const Resemblance& found : m_sources.near(parent, kNear)) {
        if (recollection.nearDuplicates.size() >= kNearCap) {
            break;
        }
        const bool told = remembers(recollection.trajectory, found.number) ||
                          remembers(recollection.siblings, found.number) ||
                          remembers(recollection.failures, found.number);
        if (!told) {
            Memory memory = memoryOf(graph, found.number);
            memory.fault = m_fixes.faultOf(found.number);
            recollection.nearDuplicates.push_back({std::move(memory), found.likeness});
        }
    }
}

} // namespace espalier
