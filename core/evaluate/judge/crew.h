#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace espalier {

/// Threads that share the judge's own work between two calls and keep the processors awake meanwhile. A processor that
/// halted while the judge was busy on another takes up to a millisecond to come back in a virtual machine, which falls
/// on the kernel's second thread: with the crew the 90th percentile of a call of 1.1 ms went from 1.5-2.2 ms to 1.25.
/// Nothing of it runs while a kernel does. The crew belongs to one thread, which takes part in the work.
class Crew
{
public:
    /// `members` with the owner, at most 16. All rest until wake().
    explicit Crew(int members);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /// Calls `part` with 0 … parts − 1, each once, on any member and at once; returns when all have returned. On the
    /// owner alone while the others rest.
    void share(std::size_t parts, const std::function<void(std::size_t)>& part);
    /// The same for a piece of memory: `part` gets the first byte and the number of bytes of blocks of 128 KiB.
    void shareBytes(std::size_t bytes, const std::function<void(std::size_t, std::size_t)>& part);

    /// The others look for work without sleeping. Until then they take no processor.
    void wake();
    /// They are asleep, or on their way.
    void rest();

private:
    void serve();
    void takeParts();

    std::atomic<bool> m_awake{false};
    std::atomic<bool> m_open{false}; ///< there may be parts to take
    std::atomic<int> m_inside{0};    ///< members that may look at the two below
    const std::function<void(std::size_t)>* m_part = nullptr;
    std::size_t m_parts = 0;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_over{false};
    std::vector<std::thread> m_members;
};

} // namespace espalier
