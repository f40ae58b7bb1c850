#pragma once

#include "core/diagnose/roofs.h"
#include "core/graph/evaluation.h"
#include "core/task/task.h"

#include <vector>

namespace espalier {

/// One timed case against its roof.
struct CaseAtRoof
{
    const CaseTiming* timing = nullptr;
    Work work;
    RoofTime roof;
    double share = 0; ///< roof time / time, at most 1
    /// The same for the fastest call, and for a case from memory against what memory gave just then. Roofs are the best
    /// of many runs, so this is what they are to be held against: on a busy machine the median says more of the others.
    double bestShare = 0;
    bool fromMemory = false; ///< its roof is DRAM's bandwidth
};

/// A kernel's timings, instructions and roofs put side by side: what the rules, the sentences and the dots of the
/// diagnosis have in common. Refers to what it was made from.
class MeasuredKernel
{
public:
    /// `memoryNow`: what memory gave when it was timed, GB/s; 0: not measured.
    MeasuredKernel(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs, const BuildFacts& build,
                   double memoryNow = 0);

    bool isTimed() const { return !m_cases.empty(); }
    const std::vector<CaseAtRoof>& cases() const { return m_cases; }
    /// The case with the longest roof time, which the verdict is about. Only when isTimed().
    const CaseAtRoof& largest() const { return m_cases[m_largest]; }
    const Roofs& roofs() const { return m_roofs; }
    const BuildFacts& build() const { return m_build; }
    bool isInteger() const { return m_isInteger; }

    /// The median call of the largest case took far longer than the fastest: other programs were in the way.
    bool isDisturbed() const;
    /// Processor time / time where the judge measured it; else 1 for a build without threads; 0: unknown, also of a
    /// kernel with threads that was disturbed: where one of its threads is held up the others sleep until it comes, and
    /// what was measured says nothing of how it shares its work.
    double coresUsed() const;
    /// How many times faster it could be with every core at work, 1 where unknown.
    double idleCores() const;
    bool isSerial() const { return coresUsed() > 0 && coresUsed() < 1.25 && m_roofs.cores > 1; }
    /// How many times faster it could be with every vector lane at work: scalar arithmetic that runs near the measured
    /// rate of scalar arithmetic. 1 where the scalar units wait for something else.
    double idleLanes() const;

    /// Of the largest case, where the judge read some.
    const std::optional<CounterFigures>& counters() const { return largest().timing->counters; }
    /// Share of its cycles that mispredicted branches cost, at 15 each; 0 without counters.
    double mispredictedShare() const;
    bool mispredicts() const { return mispredictedShare() >= 0.25; }
    /// Less than one instruction a cycle, or it mispredicts.
    bool isSeenWaiting() const;

    /// Microseconds that a call of it costs before any work: of starting its threads, where it has some.
    double launchUs() const;

    bool isScalar() const;
    int machineBits() const;
    bool isNarrow() const;
    /// Operations a second over what the machine can do in the type of the task, both in 1e9.
    double gflops() const;
    double peak() const;
    double gbytes() const;
    /// What memory gave, GB/s, where that was less than its roof and the largest case is from memory; else 0.
    double slowMemory() const { return m_slowMemory; }
    double intensity() const;
    /// The factor by which a column walk may move more than the compulsory bytes: a whole line for each element.
    double excessTraffic() const;

private:
    const Roofs& m_roofs;
    const BuildFacts& m_build;
    bool m_isInteger;
    int m_elementBytes;
    std::vector<CaseAtRoof> m_cases;
    std::size_t m_largest = 0;
    double m_slowMemory = 0;
};

} // namespace espalier
