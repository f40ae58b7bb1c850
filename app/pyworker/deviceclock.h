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

    /// Empties the second-level cache, occupies the whole device for wire::kHoldSeconds and sets the first event behind
    /// that. Whoever launches within that time is timed by what the device does and not by what Python takes: without
    /// it torch.compile's softmax of 4096 rows took 0.30 ms on an H200, of which 0.08 are its kernel. No thread is left
    /// free meanwhile, so work on another stream begins no sooner than the clock.
    bool start();
    /// Sets the second event, waits for the whole device and returns the seconds between the two. Work on streams that
    /// the event does not wait for counts: a kernel behind the event ends only when the device has room for all of its
    /// threads at once, and takes longer than usual where such work goes on. Then the clock stops when that has ended.
    /// Such work stood ready when the clock began, where other work's launch comes behind the first event, so a
    /// launch's time is added: without it a softmax of 70 µs on a side stream was accepted on an H200 as faster than
    /// itself. What is hidden beside other work may be 3 µs long; beside none it shows.
    bool stop(double& seconds);

    /// Memory that a device copies from or to without a buffer of the driver's between. Where the system refuses,
    /// copies are slower and nothing else.
    void pin(const void* begin, std::size_t bytes, bool readOnly);
    bool copyIn(std::uint64_t to, const void* from, std::size_t bytes);
    bool copyOut(void* to, std::uint64_t from, std::size_t bytes);
    /// Whether the device's bytes are other than those expected, compared piece by piece.
    bool compare(std::uint64_t device, const void* expected, std::size_t bytes, bool& differ);

    const std::string& why() const { return m_why; }

private:
    bool ok(const char* call, int code);
    bool launch(void* kernel, unsigned blocks, unsigned threads, double seconds);
    bool hold(double seconds);
    bool meet();
    bool wait(void* event);
    bool secondsBetween(void* from, void* to, double& seconds);
    /// From event to event round what is launched, which stands ready when the first one comes; the shortest of some.
    template <class F>
    bool measure(F&& launched, double& seconds);

    void* m_start = nullptr;
    void* m_end = nullptr;
    void* m_late = nullptr;
    void* m_hold = nullptr; ///< the kernel that occupies the device
    void* m_meet = nullptr; ///< the one that needs all of it at once
    unsigned m_wholeBlocks = 0;
    double m_launch = 0;  ///< seconds that a kernel takes which does nothing
    double m_meeting = 0; ///< seconds, where nothing else runs
    unsigned long long m_sweep = 0;
    std::size_t m_sweepBytes = 0;
    void* m_piece = nullptr; ///< of what is compared
    std::string m_why;
};

} // namespace espalier
