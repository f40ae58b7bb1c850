#pragma once

#include "core/search/policy.h"

#include <set>

namespace espalier {

/// Before anything else grows, a candidate that failed gets one child from its own source and the reason it failed, and
/// that child another where it fails too: kRepairs down a line. For synthesizers that can read a reason. What was
/// called a cheat or was blocked is not mended but left.
class RepairPhase final : public SelectionPolicy
{
public:
    explicit RepairPhase(std::unique_ptr<SelectionPolicy> inner) : m_inner(std::move(inner)) {}

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

    static constexpr int kRepairs = 2;

private:
    std::unique_ptr<SelectionPolicy> m_inner;
    std::set<NodeNumber> m_broken; ///< failed, and no repair begun; the oldest is next
};

} // namespace espalier
