#pragma once

#include "core/base/clock.h"
#include "core/recall/searchmemory.h"
#include "core/search/evidence.h"
#include "core/search/expansion.h"
#include "core/search/history.h"
#include "core/store/store.h"

#include <unordered_map>

namespace espalier {

/// The record and distil stages: a harvest becomes a node (or a spent step) of the store and of the graph, in one
/// transaction with what it taught; every record is a checkpoint. Belongs to the controller's thread.
class Recorder
{
public:
    Recorder(Store& store, SessionId session, std::string task, Evidence& evidence, SearchMemory& memory,
             const Clock& clock)
        : m_store(store), m_session(session), m_task(std::move(task)), m_evidence(evidence), m_memory(memory),
          m_clock(clock)
    {
    }

    /// The node's number, or nothing for a spent step. A duplicate gets the result of the node it repeats; it has cost
    /// nothing and teaches nothing.
    Result<std::optional<NodeNumber>> record(SearchGraph& graph, Harvest harvest);
    /// A node recorded by an earlier run: into the graph, with what it taught.
    Result<void> recall(SearchGraph& graph, RecordedStep step);

private:
    Result<void> addToolSpending(const Harvest& harvest);
    Result<void> takeResult(const SearchGraph& graph, Harvest& harvest, Recognition& recognition);

    Store& m_store;
    SessionId m_session;
    std::string m_task;
    Evidence& m_evidence;
    SearchMemory& m_memory;
    const Clock& m_clock;
    std::unordered_map<NodeNumber, NodeNumber> m_originals; ///< of the duplicates
};

} // namespace espalier
