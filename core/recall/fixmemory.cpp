#include "core/recall/fixmemory.h"

#include "core/recall/recaller.h"

#include <algorithm>
#include <set>

namespace espalier {
namespace {

/// Of a parent's children only the newest are looked at: a root may have thousands.
constexpr std::size_t kLookBack = 128;

bool appliesAll(const std::vector<std::string>& applied, const std::vector<std::string>& wanted)
{
    return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& skill) {
        return std::ranges::find(applied, skill) != applied.end();
    });
}

} // namespace

void FixMemory::add(const SearchGraph& graph, NodeNumber number, const std::string& fault)
{
    if (!fault.empty()) {
        m_faults.emplace(number, fault);
        return;
    }
    const auto parent = graph.parent(number);
    if (!parent) {
        return;
    }
    if (m_faults.contains(*parent)) {
        learn(graph, *parent, number, true);
    }
    const auto children = graph.children(*parent);
    for (const NodeNumber sibling : children.last(std::min(children.size(), kLookBack))) {
        if (m_faults.contains(sibling) && appliesAll(graph.node(number).skills, graph.node(sibling).skills)) {
            learn(graph, sibling, number, false);
        }
    }
}

void FixMemory::learn(const SearchGraph& graph, NodeNumber failed, NodeNumber fixed, bool isRepair)
{
    const std::string& fault = m_faults.at(failed);
    std::vector<Known>& fixes = m_fixes[fault];
    if (std::ranges::any_of(fixes, [&](const Known& known) { return known.fix.repair.number == fixed; })) {
        return; // several siblings failed alike
    }
    const Known known{{fault, failed, memoryOf(graph, fixed)}, isRepair, vouched(graph.node(fixed))};
    const auto isWorse = [&](const Known& other) {
        return known.isRepair != other.isRepair ? known.isRepair : known.vouched > other.vouched;
    };
    fixes.insert(std::ranges::find_if(fixes, isWorse), known);
    fixes.resize(std::min(fixes.size(), kFixesKept));
}

std::string FixMemory::faultOf(NodeNumber number) const
{
    const auto found = m_faults.find(number);
    return found == m_faults.end() ? std::string() : found->second;
}

std::vector<Fix> FixMemory::fixesOf(const std::vector<std::string>& faults) const
{
    std::vector<Fix> list;
    std::set<std::string> told;
    for (const std::string& fault : faults) {
        const auto found = m_fixes.find(fault);
        if (found == m_fixes.end() || !told.insert(fault).second) {
            continue;
        }
        for (std::size_t i = 0; i < std::min(found->second.size(), kFixesTold); ++i) {
            list.push_back(found->second[i].fix);
        }
    }
    return list;
}

} // namespace espalier
