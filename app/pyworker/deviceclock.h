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
    /// the event does not wait for counts: then the clock stops when the device has ended it.
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
    bool hold();
    bool ok(const char* call, int code);

    void* m_start = nullptr;
    void* m_end = nullptr;
    void* m_late = nullptr;
    void* m_hold = nullptr; ///< the kernel that occupies the device
    unsigned m_holdBlocks = 0;
    unsigned long long m_sweep = 0;
    std::size_t m_sweepBytes = 0;
    void* m_piece = nullptr; ///< of what is compared
    std::string m_why;
};

} // namespace espalier
