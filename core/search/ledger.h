#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace espalier {

/// Which step was the first to have something: an artefact, a normalised source, a machine code, each a key. A step is
/// told of earlier steps only, whatever order the threads run in: so its question waits until all of them have settled
/// on their keys. Steps never wait for later ones. Thread-safe.
class Ledger
{
public:
    static constexpr int kNobody = -1;

    /// From a resumed session, in the order of the steps: everything before and with `step` is settled.
    void restore(int step, const std::vector<std::string>& keys);

    /// The first of the earlier steps that has the key, or kNobody; nothing when `stop` came first.
    std::optional<int> ownerOf(int step, const std::string& key, const std::stop_token& stop);
    /// What the step has; empty for a step that brought nothing. Once a step, in any order.
    void settle(int step, std::vector<std::string> keys);

private:
    void enter(int step, const std::vector<std::string>& keys);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::unordered_map<std::string, int> m_owners;   ///< of the steps before m_next
    std::map<int, std::vector<std::string>> m_ahead; ///< settled out of turn
    int m_next = 0;                                  ///< first step not settled
};

} // namespace espalier
