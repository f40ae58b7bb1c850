#pragma once

#include "core/base/clock.h"
#include "core/graph/node.h"

#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace espalier {

/// What is in flight and in which stage. Workers write their stages, the controller takes the list when it changed.
/// Thread-safe.
class InFlightBoard
{
public:
    explicit InFlightBoard(const Clock& clock) : m_clock(clock) {}

    void begin(int step, const std::vector<NodeNumber>& parents);
    /// Its time runs on where the stage's name is the same (stageName()): another case of the same timing.
    void stage(int step, std::string_view stage);
    void end(int step);
    /// The list in the order of steps when it changed since the last call.
    std::optional<std::vector<InFlight>> takeChanged();

private:
    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<int, InFlight> m_entries;
    bool m_changed = false;
};

} // namespace espalier
