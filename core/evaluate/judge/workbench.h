#pragma once

#include "core/evaluate/judge/checks.h"
#include "core/evaluate/judge/crew.h"
#include "core/evaluate/judge/honestbudget.h"
#include "core/evaluate/judge/inputpool.h"
#include "core/evaluate/judge/keptmemory.h"
#include "core/evaluate/judge/memoryfile.h"
#include "core/evaluate/judge/workerkind.h"
#include "core/evaluate/sandbox/bubblewrap.h"

#include <memory>
#include <optional>
#include <vector>

namespace espalier {

class SpareWorkers;

/// How the tensors of a call lie in memory.
enum class Placement {
    Front, ///< the first input starts at a guard; what is timed
    Flush, ///< the last input and the last output end at a guard
};

/// What all workers of a judge share, whatever they are: the input memory, what is in it, and how they are checked.
struct WorkBench
{
    const Task& task;
    std::optional<Bubblewrap> bubblewrap; ///< round every worker
    bool filtersCalls = true;
    int threads = 1;
    JudgeChecks checks;
    HonestBudget budget;
    std::size_t outputBytes = 0;             ///< of the largest case
    std::unique_ptr<Crew> crew;              ///< shares the copying and comparing; rests during a call
    MemoryFile inputs;                       ///< as large as the largest case; the same addresses for every call
    Layout shown{};                          ///< of the call to come
    bool device = false;                     ///< the workers drive a GPU, and the time that counts is its
    const CheckedInputs* shownSet = nullptr; ///< the set that is shown
    std::vector<SpareWorkers*> spares{};     ///< of every place
    bool isTiming = false;                   ///< times are taken; else others may start during a call
    bool isOneKind = true;                   ///< candidates and baselines have workers of one kind

    /// A set of a pool. The crew does not look for work while it is drawn, which is work for every processor.
    const CheckedInputs& setOf(InputPool& pool, std::size_t index) const;
    /// Puts a set where all workers see it.
    void show(const InputPool& pool, const CheckedInputs& set, Placement placement);
    /// The input memory still holds the set that was shown last.
    bool intact(const CheckedInputs& set) const;
};

/// While it lives times are taken.
class TimingTurn
{
public:
    explicit TimingTurn(WorkBench& bench) : m_bench(bench) { m_bench.isTiming = true; }
    ~TimingTurn() { m_bench.isTiming = false; }
    TimingTurn(const TimingTurn&) = delete;
    TimingTurn& operator=(const TimingTurn&) = delete;

private:
    WorkBench& m_bench;
};

/// Where the workers of one kind come from. A judge has one place for candidates and the baselines that run as they do,
/// and others for baselines in another language. Outlives its workers.
struct Workplace
{
    const WorkBench& bench;
    WorkerKind kind;
    SpareWorkers* spares = nullptr; ///< of early workers; those that wait have no kept memory
    /// While host code is judged: workers that start now compute in it, and the time that counts is the judge's.
    KeptMemory* kept = nullptr;
    /// Where the plain seed's worker waits between calls; nothing where the system does not show it. Host code in kept
    /// memory is called from another place than the seed's launches.
    std::optional<std::size_t> waitingDepth{};

    /// Workers open a device or load an interpreter before there is a program for them.
    bool early() const { return bench.device || kind.interpreter.has_value(); }
    /// Calls are made in parts: see wire::Phase.
    bool inParts() const { return bench.device && kind.interpreter.has_value(); }
};

} // namespace espalier
