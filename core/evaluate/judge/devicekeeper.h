#pragma once

#include "core/base/result.h"
#include "core/cuda/keeperwire.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <sys/types.h>

namespace espalier {

/// The judge's end of the process that keeps a device's memory (core/cuda/memorykeeper.h), ended with the object. Every
/// question waits for its answer, half a minute at most; when one fails the process is of no more use. One thread.
class DeviceKeeper
{
public:
    /// Memory of the device beside memory of the judge, for a worker to open. Given back when it dies; the keeper
    /// outlives it. Moves, never copies.
    class Region
    {
    public:
        Region() = default;
        Region(Region&& other) noexcept { swap(other); }
        Region& operator=(Region&& other) noexcept
        {
            swap(other);
            return *this;
        }
        ~Region();

        int fd() const { return m_fd; }               ///< what a worker opens
        std::size_t bytes() const { return m_bytes; } ///< on the device

    private:
        friend class DeviceKeeper;
        void swap(Region& other) noexcept;

        DeviceKeeper* m_keeper = nullptr;
        std::uint32_t m_number = 0;
        int m_fd = -1;
        std::size_t m_bytes = 0;
    };

    /// Where calls of a row lie: slot i begins i * stride bytes behind the start of the region.
    struct Slots
    {
        std::size_t bytes = 0; ///< that are copied, from the start of the judge's memory
        std::size_t stride = 0;
        unsigned first = 0;
        unsigned count = 1;
    };

    /// `program` takes --keep. Fails where memory of the device cannot be shared, and says why.
    static Result<std::unique_ptr<DeviceKeeper>> start(const std::filesystem::path& program);
    ~DeviceKeeper();
    DeviceKeeper(const DeviceKeeper&) = delete;
    DeviceKeeper& operator=(const DeviceKeeper&) = delete;

    bool isAlive() const { return m_socket >= 0; }
    /// `memory` is the descriptor of the judge's.
    Result<Region> hold(int memory, std::size_t bytes);
    /// The judge's memory to the slots.
    Result<void> spread(const Region& region, const Slots& slots);
    /// The first of the slots to the judge's memory.
    Result<void> fetch(const Region& region, const Slots& slots);
    /// Whether the first of the slots holds what the judge's memory does.
    Result<bool> isSame(const Region& region, const Slots& slots);
    Result<void> emptyCache();
    /// Comes back when the device has done something for this side, after what was at work before.
    Result<void> look();
    /// Whether nobody else is at work there, over some milliseconds.
    Result<bool> rests();

private:
    DeviceKeeper() = default;

    /// `answerFd` takes the descriptor that comes back.
    Result<keeper::Reply> ask(const keeper::Request& request, int fd = -1, int* answerFd = nullptr);
    Result<keeper::Reply> receive(int* answerFd);
    Result<void> askOnly(const keeper::Request& request);
    void end();

    int m_socket = -1;
    pid_t m_process = -1;
};

} // namespace espalier
