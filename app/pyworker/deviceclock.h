#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace espalier {

/// Two events of CUDA's driver in the primary context of the first GPU, which is torch's too. A candidate shares the
/// process but has no name for any of it: nothing here goes through Python or torch. One thread.
class DeviceClock
{
public:
    /// False where there is no GPU or no driver; see why().
    bool open();

    /// Empties the second-level cache and sets the first event behind it. What is launched from here on has some 40 µs
    /// of that emptying to catch up in, so that a launch's time on the host is not the kernel's.
    bool start();
    /// Sets the second event, waits for the whole device and returns the seconds between the two. Work on streams that
    /// the event does not wait for counts: then the clock stops when the device has ended it.
    bool stop(double& seconds);

    bool copyIn(std::uint64_t to, const void* from, std::size_t bytes);
    bool copyOut(void* to, std::uint64_t from, std::size_t bytes);

    const std::string& why() const { return m_why; }

private:
    bool ok(const char* call, int code);

    void* m_start = nullptr;
    void* m_end = nullptr;
    void* m_late = nullptr;
    unsigned long long m_sweep = 0;
    std::size_t m_sweepBytes = 0;
    std::string m_why;
};

} // namespace espalier
