#pragma once

#include "core/search/policy.h"

namespace espalier {

/// The policy that steering wants at the moment: as the session was started, until a Policy or a Memory command names
/// another. A new one is told of everything that was begun and finished so far, in that order, and then goes on as if
/// it had chosen all of it. What cannot be read changes nothing.
class SteeredPolicy final : public SelectionPolicy
{
public:
    struct Start
    {
        std::string policy; ///< as makePolicy() reads it
        int drafts = 0;
        std::string memory;   ///< of all refinements; empty: chosen for each
        bool repairs = false; ///< below a RepairPhase
    };
    static Result<std::unique_ptr<SelectionPolicy>> make(Start start);

    std::optional<Choice> choose(const SearchGraph& graph, Rng& rng) const override;
    void begin(const SearchGraph& graph, const Choice& choice) override;
    void finish(const SearchGraph& graph, const Choice& choice, std::optional<NodeNumber> node) override;
    void plant(const SearchGraph& graph, NodeNumber node) override;
    void steered(const SearchGraph& graph) override;

private:
    /// One call, to be made again on another policy.
    struct Told
    {
        enum class What { Begin, Finish, Plant } what;
        Choice choice; ///< without its sentence
        std::optional<NodeNumber> node;
    };
    SteeredPolicy(Start start, std::unique_ptr<SelectionPolicy> inner);
    static Result<std::unique_ptr<SelectionPolicy>> makeInner(const Start& start, const std::string& policy,
                                                              const std::string& memory);
    void tell(const SearchGraph& graph, const Told& told);

    Start m_start;
    std::string m_policy; ///< of m_inner
    std::string m_memory;
    std::unique_ptr<SelectionPolicy> m_inner;
    std::vector<Told> m_told;
};

} // namespace espalier
