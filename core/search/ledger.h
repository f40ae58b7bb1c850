#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_set>

namespace espalier {

/// Which artefacts the session has. A step may only take one that no earlier step took, whatever order the threads run
/// in: so its question waits until all earlier steps have settled on theirs. Steps never wait for later ones.
/// Thread-safe.
class Ledger
{
public:
    /// From a resumed session, in the order of the steps: everything before `step` is settled.
    void restore(int step, const std::string& artefact);

    /// True when an earlier step has it; nothing when `stop` came first.
    std::optional<bool> isTaken(int step, const std::string& artefact, const std::stop_token& stop);
    /// The step's artefact, or none. Once a step.
    void settle(int step, const std::optional<std::string>& artefact);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::unordered_set<std::string> m_artefacts; ///< of the steps before m_next
    int m_next = 0;                              ///< first step not settled
};

} // namespace espalier
