#pragma once

#include "core/graph/node.h"
#include "core/store/store.h"

#include <chrono>
#include <mutex>
#include <string>

namespace espalier::cli {

/// What a running search shows on standard error: one line rewritten in place on a terminal, one line per new best
/// elsewhere. Called from the search's threads; guards itself.
class ProgressLine
{
public:
    explicit ProgressLine(const SessionSettings& settings);

    /// "building the baselines", before the first node.
    void say(const std::string& activity);
    void recorded(const Node& node);
    /// Ends the line, so that what follows starts on a fresh one.
    void finish();

private:
    using SteadyClock = std::chrono::steady_clock;

    std::string timeLeft(double elapsedSeconds) const;
    void write(const std::string& text);

    std::mutex m_mutex;
    SessionSettings m_settings;
    bool m_terminal;
    SteadyClock::time_point m_start;
    int m_firstStep = -1;
    int m_step = 0;
    int m_nodes = 0;
    Interval m_best;
    double m_vouched = 0;
    std::size_t m_width = 0;
};

} // namespace espalier::cli
