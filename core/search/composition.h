#pragma once

#include "core/knowledge/skilllibrary.h"
#include "core/recall/searchmemory.h"
#include "core/search/expansion.h"
#include "core/search/priors.h"
#include "core/store/store.h"
#include "core/task/task.h"

namespace espalier {

/// What a step is called wherever its prompt lies: "step-0012", which sorts as it counts up to ten thousand.
std::string stepLabel(int step);

/// The stages recall, diagnose and compose of one step: turns a choice into a work order. Reads the parents'
/// sources and the diagnosis from the store. Belongs to the controller's thread.
class Composition
{
public:
    Composition(Store& store, SessionId session, std::shared_ptr<const Task> task, std::uint64_t seed,
                const SearchMemory& memory, const SkillLibrary& skills, Priors priors)
        : m_store(store), m_session(session), m_task(std::move(task)), m_seed(seed), m_memory(memory), m_skills(skills),
          m_priors(std::move(priors))
    {
    }

    /// `hint`: advice for this one step, beside what its parent's subtree was told.
    Result<Order> order(const SearchGraph& graph, int step, Choice choice, const std::string& hint = {});
    /// A candidate made by hand, from its object; a damaged or missing one makes an order with a refusal.
    Order orderByHand(int step, Choice choice, const std::string& object);

private:
    void steer(Prompt& prompt, const SessionState& session) const;

    Store& m_store;
    SessionId m_session;
    std::shared_ptr<const Task> m_task;
    std::uint64_t m_seed;
    const SearchMemory& m_memory;
    const SkillLibrary& m_skills;
    Priors m_priors;
};

} // namespace espalier
