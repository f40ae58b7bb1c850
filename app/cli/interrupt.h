#pragma once

#include <functional>
#include <thread>

namespace espalier::cli {

/// While it lives, SIGINT and SIGTERM call `stop` on a thread of its own instead of ending the program; a second signal
/// ends it at once (nothing is lost then either: every node recorded so far is in the store).
class Interrupt
{
public:
    explicit Interrupt(std::function<void()> stop);
    ~Interrupt();

    bool caught() const;

private:
    std::jthread m_waiter;
};

} // namespace espalier::cli
