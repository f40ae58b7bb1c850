#include "core/evaluate/judge/keptmemory.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kManyCalls = 12; ///< of the largest case, where the device has room for them
constexpr std::size_t kFewCalls = 3;
constexpr std::size_t kLeastBytes = std::size_t{128} << 20; ///< so that many calls of a small case have room
constexpr int kContenders = 2;

std::size_t roomFor(std::size_t calls, std::size_t bytes)
{
    return std::max(calls * bytes, kLeastBytes);
}

} // namespace

Result<std::unique_ptr<KeptMemory>> KeptMemory::open(const std::filesystem::path& worker, const MemoryFile& memory,
                                                     std::size_t outputs)
{
    auto keeper = DeviceKeeper::start(worker);
    if (!keeper) {
        return keeper.error();
    }
    auto kept = std::make_unique<KeptMemory>();
    kept->keeper = *std::move(keeper);
    for (std::size_t calls = kManyCalls;; calls /= 2) {
        // All that will be wanted at once is tried at once, so that a worker does not find the device full.
        auto inputs = kept->keeper->hold(memory.fd(), roomFor(calls, memory.size()));
        const auto both = inputs ? kept->keeper->hold(memory.fd(), kContenders * roomFor(calls, outputs))
                                 : Result<DeviceKeeper::Region>(inputs.error());
        if (both) {
            kept->inputs = *std::move(inputs);
            kept->outputBytes = roomFor(calls, outputs);
            return kept;
        }
        if (calls <= kFewCalls) {
            return both.error();
        }
    }
}

} // namespace espalier
