#pragma once

#include "core/base/clock.h"
#include "core/search/evidence.h"
#include "core/search/expansion.h"
#include "core/store/store.h"

namespace espalier {

/// The record and distil stages: a harvest becomes a node (or a spent step) of the store and of the graph, in one
/// transaction with what it taught; every record is a checkpoint. Belongs to the controller's thread.
class Recorder
{
public:
    Recorder(Store& store, SessionId session, std::string task, Evidence& evidence, const Clock& clock)
        : m_store(store), m_session(session), m_task(std::move(task)), m_evidence(evidence), m_clock(clock)
    {
    }

    /// The node's number, or nothing for a spent step.
    Result<std::optional<NodeNumber>> record(SearchGraph& graph, Harvest harvest);
    /// A node recorded by an earlier run: into the graph, with what it taught. False when it does not fit.
    bool recall(SearchGraph& graph, Node node);

private:
    Store& m_store;
    SessionId m_session;
    std::string m_task;
    Evidence& m_evidence;
    const Clock& m_clock;
};

} // namespace espalier
