#pragma once

#include "core/graph/steer.h"

#include <deque>
#include <map>
#include <span>

namespace espalier {

/// What people asked a search to grow and no step has begun yet: candidates made by hand (Add), then children (Expand),
/// each in the order they were asked for. They go before the policy, so a search begins one of them with every step
/// while there are any; which are left is therefore known from the commands and the steps alone.
class Wishes
{
public:
    struct Wish
    {
        NodeNumber node = 0;
        bool byHand = false; ///< by Add
        std::string object;  ///< SHA-256 of the candidate made by hand
        std::string memory;  ///< operator of the child to be made; empty: as the node has it
        std::string hint;    ///< for this one
    };

    /// Expand and Add; nothing else is a wish. An Expand with a value below 0 takes children back, from the newest on:
    /// those asked for in the same words first, then whatever else was asked for there.
    void take(const SteerCommand& command);
    /// The one that the next step begins, taken off the list.
    std::optional<Wish> next();
    /// As if next() had been called for so many steps.
    void skip(std::int64_t steps);

    bool isEmpty() const { return m_added.empty() && m_children.empty(); }
    /// Children asked for by Expand, by their parents; every number is above 0.
    std::map<NodeNumber, int> children() const;

private:
    struct Children
    {
        Wish each;
        int left = 0;
    };

    void takeBack(const SteerCommand& command);

    std::deque<Wish> m_added;
    std::deque<Children> m_children;
};

/// The step from which on each of a session's events held, in the order of their ids; empty: nobody obeyed it yet. It
/// is the step it was acknowledged at, or an earlier one at which a later event was: a search that was stopped after it
/// had begun more steps than it recorded begins these again, and obeys what was said since then after what was said
/// before.
std::vector<std::optional<int>> obeyedSteps(std::span<const SteerEvent> events);

/// What is left of all wishes in these events, which are in the order of their ids, once everything up to `step` is
/// recorded. What nobody obeyed yet comes after that.
Wishes wishesAfter(std::span<const SteerEvent> events, int step);

} // namespace espalier
