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
    if (const double fastest = timingOf(evaluation).fastestMs; fastest > 0) {
        m_fastestMs.emplace(number, fastest);
    }
    m_sources.add(number, sketchOf(candidate));
}

void SearchMemory::complete(Memory& memory) const
{
    memory.fault = m_fixes.faultOf(memory.number);
    const auto fastest = m_fastestMs.find(memory.number);
    memory.timing.fastestMs = fastest == m_fastestMs.end() ? 0 : fastest->second;
}

void SearchMemory::complete(Recollection& recollection, const SearchGraph& graph, NodeNumber parent) const
{
    if (recollection.memoryOperator == "clean-slate" || parent >= graph.size()) {
        return;
    }
    std::vector<std::string> faults{m_fixes.faultOf(parent)};
    for (auto* memories : {&recollection.failures, &recollection.trajectory, &recollection.siblings}) {
        for (Memory& memory : *memories) {
            complete(memory);
        }
    }
    for (const Memory& failure : recollection.failures) {
        faults.push_back(failure.fault);
    }
    recollection.fixes = m_fixes.fixesOf(faults);
    for (Fix& fix : recollection.fixes) {
        complete(fix.repair);
    }
    for (const Resemblance& found : m_sources.near(parent, kNear)) {
        if (recollection.nearDuplicates.size() >= kNearCap) {
            break;
        }
        const bool told = remembers(recollection.trajectory, found.number) ||
                          remembers(recollection.siblings, found.number) ||
                          remembers(recollection.failures, found.number);
        if (!told) {
            Memory memory = memoryOf(graph, found.number);
            complete(memory);
            recollection.nearDuplicates.push_back({std::move(memory), found.likeness});
        }
    }
}

} // namespace espalier
