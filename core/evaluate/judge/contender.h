#pragma once

#include "core/base/rng.h"
#include "core/evaluate/judge/checkedworker.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace espalier {

/// A library in the race: its worker, replaced by a new process when the old one has seen every set of a case, and the
/// order in which it sees them. A candidate that fails stays failed; a baseline is started again.
class Contender
{
public:
    static Result<std::unique_ptr<Contender>> start(const Workplace& place, std::shared_ptr<const MemoryFile> library);

    /// There is a set of the case that this worker has not seen.
    bool hasFreshSet(const InputPool& pool) const;
    /// A set of the case this worker has not seen, at random, one that has been drawn before one that must be; starts a
    /// new worker when there is none left.
    std::size_t freshSet(InputPool& pool);
    /// It is about to see this one. True when its process has seen the case before: a first call at new shapes pays for
    /// page faults and for starting threads.
    bool noteSeen(const InputPool& pool, std::size_t set);

    std::optional<double> call(const InputPool& pool, const CheckedInputs& set);
    /// The three parts of a call, for those that two contenders make on one set. See CheckedWorker.
    void prepare() { m_worker->prepare(); }
    std::optional<double> run(const InputPool& pool);
    bool check(const InputPool& pool, const CheckedInputs& set) { return m_worker->check(pool, set); }
    /// Whether the system spoiled the time of the last call.
    bool wasDisturbed() const { return m_worker->lastUsage().disturbed; }
    /// See CheckedWorker.
    std::vector<double> measure(const InputPool& pool, const CheckedInputs& set);
    std::vector<double> usedShares(const CheckedInputs& set) const { return m_worker->usedShares(set); }
    bool settles() { return m_worker->settles(); }
    /// Rows in kept memory. See CheckedWorker.
    unsigned mostSlots() const { return m_worker->mostSlots(); }
    std::optional<double> rowOfMany(const InputPool& pool, unsigned calls, const std::function<void(unsigned)>& show)
    {
        return usable() ? m_worker->rowOfMany(pool, calls, show, m_timeout) : std::nullopt;
    }
    bool keepsTime(const InputPool& pool, double seconds) { return m_worker->keepsTime(pool, seconds, m_timeout); }
    double processorSeconds() const { return m_worker->processorSeconds(); }
    std::optional<std::size_t> waitingDepth() const { return m_worker->waitingDepth(); }
    /// A new process, with nothing remembered.
    Result<void> restart();
    /// Begins the process that restart() will wait for, where its interpreter compiles, and has it compile for `sizes`
    /// meanwhile. The one before ends. Until then nothing else is called. Where it fails, restart() does and says why.
    void beginRestart(const std::vector<Dims>& sizes);
    /// See CheckedWorker.
    void beginBringingIn(const InputPool& pool);
    void awaitBroughtIn();
    /// Its process has served as long as it took to start, first calls at new shapes included: those of an interpreter
    /// compile.
    bool hasServed() const { return std::chrono::steady_clock::now() - m_began >= m_startTook; }
    /// None of it is a candidate's: what its worker says of the device's clock is believed.
    void believeClock();
    /// The two halves of restart(), for two contenders at once. Nothing else is called in between.
    Result<void> launch();
    void awaitLoaded();

    /// Ends it with a verdict of the judge's.
    void refuse(Verdict verdict, std::string reason) { m_worker->refuse(verdict, std::move(reason)); }
    bool usable() const { return m_worker->usable(); }
    const WorkerEnd& end() const { return m_worker->end(); }
    /// What its calls used since the last time this was asked, whichever process made them.
    CallUsage takeUsage() { return std::exchange(m_usage, {}); }
    bool runsAt(const Workplace& place) const { return &place == &m_place; }
    bool runsAs(const Contender& other) const { return runsAt(other.m_place); }
    const std::shared_ptr<const MemoryFile>& library() const { return m_worker->library(); }
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }

private:
    Result<void> take(Result<std::unique_ptr<CheckedWorker>> worker, bool isBegun);
    Contender(const Workplace& place, std::unique_ptr<CheckedWorker> worker)
        : m_place(place), m_worker(std::move(worker))
    {
    }

    const Workplace& m_place;
    std::unique_ptr<CheckedWorker> m_worker;
    std::map<const InputPool*, std::vector<bool>> m_seen;
    Rng m_rng{systemRandom()};
    CallUsage m_usage;
    std::chrono::milliseconds m_timeout{2000};
    bool m_believed = false;
    bool m_isBegun = false;     ///< its process, which has not been waited for
    bool m_isFirstCall = false; ///< the next, at its shapes
    std::chrono::steady_clock::time_point m_launched;
    std::chrono::steady_clock::time_point m_began; ///< to serve
    std::chrono::steady_clock::duration m_startTook{};
};

} // namespace espalier
