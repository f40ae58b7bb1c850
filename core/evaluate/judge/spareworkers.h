#pragma once

#include "core/evaluate/judge/devicekeeper.h"
#include "core/evaluate/judge/outputs.h"
#include "core/evaluate/judge/workerprocess.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace espalier {

struct Workplace;

/// A worker's process with the output memory that is its own.
struct StartedWorker
{
    Outputs outputs;
    std::unique_ptr<WorkerProcess> process;
    DeviceKeeper::Region region{}; ///< of the outputs, where memory is kept

    /// Does not wait for it. `libraryFd` is not used for a device's worker.
    static Result<StartedWorker> start(const Workplace& place, int libraryFd);
};

/// Workers that open their device or load their interpreter before anybody needs them: that takes most of such a
/// worker's start, and while the next candidate is built the device has nothing else to do. Each runs one candidate and
/// ends with it. One thread.
class SpareWorkers
{
public:
    /// `wanted` are kept waiting, each with a device opened.
    SpareWorkers(const Workplace& place, std::size_t wanted) : m_place(place), m_wanted(wanted) {}

    /// Starts what is missing of them, and waits for nothing.
    void refill();
    /// Starts one more than there are, for who is known to need it soon.
    void startOne();
    /// One that has opened the device, waited for if need be. Nothing where there is none; those that ended are gone.
    /// Another one is begun in its place: where a case's sets are so large that a process sees only four, each third
    /// pair takes two new workers, and on an H200 waiting for them was most of 38 s for five cases of conv1d_fp16.
    std::optional<StartedWorker> take();
    /// One that may still start: who needs it later need not wait for that. Nothing where none could be begun.
    std::optional<StartedWorker> takeEarly();

    /// See HeldStarts.
    void pause();
    void goOn();

private:
    const Workplace& m_place;
    std::size_t m_wanted;
    std::deque<StartedWorker> m_waiting;
};

/// While it lives, those that still start do not: nobody else opens or uses the device while a call is timed. On an
/// H200 Python workers that started meanwhile moved the judge's clock by 3 to 20 ms, and honest kernels in Triton were
/// taken for cheats.
class HeldStarts
{
public:
    explicit HeldStarts(const std::vector<SpareWorkers*>& all);
    ~HeldStarts();
    HeldStarts(const HeldStarts&) = delete;
    HeldStarts& operator=(const HeldStarts&) = delete;

private:
    const std::vector<SpareWorkers*>& m_all;
};

} // namespace espalier
