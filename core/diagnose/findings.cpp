#include "core/diagnose/findings.h"

#include "core/diagnose/boundrule.h"
#include "core/diagnose/figures.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kMost = 6;
constexpr double kUneven = 2; ///< ratio of roof shares between cases that is worth a sentence

/// Collects the sentences in the order of their weight.
class Findings
{
public:
    Findings(const MeasuredKernel& kernel, Bound bound, std::string_view spillingLoop)
        : m_kernel(kernel), m_build(kernel.build()), m_roofs(kernel.roofs()), m_largest(kernel.largest()),
          m_bound(bound), m_spillingLoop(spillingLoop)
    {
    }

    void run(Diagnosis& diagnosis)
    {
        sayRoof();
        sayDisturbance();
        sayBound();
        sayCounters();
        sayAccess();
        sayCores();
        sayLanes();
        sayWaste();
        sayRates();
        sayCases();
        m_said.resize(std::min(m_said.size(), kMost));
        m_evidence.resize(m_said.size());
        diagnosis.facts = std::move(m_said);
        diagnosis.evidence = std::move(m_evidence);
    }

private:
    void say(std::string sentence, FactEvidence evidence = {})
    {
        m_said.push_back(std::move(sentence));
        m_evidence.push_back(std::move(evidence));
    }
    /// At most that gain, and no more than what remains to the roof.
    double limited(double gain) const { return std::max(1.0, std::min(gain, 1 / m_largest.bestShare)); }
    std::string cores() const { return std::to_string(m_roofs.cores); }

    std::string roofName() const
    {
        if (m_largest.roof.memoryBound()) {
            return "the bandwidth of " + m_largest.roof.level;
        }
        return m_kernel.isInteger() ? "the rate of arithmetic (fp32, as an upper bound for integers)"
                                    : "the rate of arithmetic";
    }

    void sayRoof()
    {
        const bool isNear = m_largest.share >= kAtRoof;
        say("Case " + m_largest.timing->name + " takes " + msText(m_largest.timing->ms) + "; " + roofName() +
                " allows " + msText(m_largest.roof.ms) + ", so it runs at " + percentText(m_largest.share) +
                " of the roof" + (isNear ? " and little is left to gain without doing less work." : "."),
            {.figure = "cases", .gain = 1 / m_largest.share});
    }

    void sayDisturbance()
    {
        if (m_kernel.slowMemory() > 0) {
            say("Other programs take a part of the memory's bandwidth: it gives " + numberText(m_kernel.slowMemory()) +
                    " GB/s just now, " + numberText(m_roofs.levels.back().gbytes) +
                    " at best. Held against that, the fastest call runs at " + percentText(m_largest.bestShare) +
                    ", and that is what the bound rests on.",
                {.figure = "cases"});
        } else if (m_kernel.isDisturbed()) {
            say("Other programs were in the way: its fastest call took " + msText(m_largest.timing->fastestMs) + ", " +
                    percentText(m_largest.bestShare) + " of the roof, and that is what the bound rests on.",
                {.figure = "cases"});
        }
    }

    void sayBound()
    {
        switch (m_bound) {
        case Bound::Launch:
            say("This is under five times the " + numberText(m_kernel.launchUs()) +
                    " µs that starting all cores takes: the fixed cost of a call dominates.",
                {.figure = "cases"});
            break;
        case Bound::Balanced:
            say("The two roofs lie within a quarter of each other (" + msText(m_largest.roof.memoryMs) +
                    " for memory, " + msText(m_largest.roof.computeMs) + " for arithmetic): both have to overlap.",
                {.figure = "cases"});
            break;
        case Bound::Latency:
            say("Neither bandwidth nor arithmetic is used up: it waits, for dependent operations or for single loads.");
            break;
        default:
            break;
        }
    }

    void sayCounters()
    {
        const auto& counters = m_kernel.counters();
        if (!counters) {
            return;
        }
        say("Hardware counters: " + numberText(counters->instructionsPerCycle) + " instructions a cycle, " +
                numberText(counters->branchMissesPerThousand) + " mispredicted branches in 1,000 instructions (about " +
                percentText(m_kernel.mispredictedShare()) + " of its cycles), " +
                numberText(counters->missedBytes * 1e-6) + " MB missed in its caches a call.",
            {.figure = "instructions_per_cycle"});
    }

    /// How it reaches memory.
    void sayAccess()
    {
        if (!m_build.known) {
            return;
        }
        if (m_build.dependentLoads > 0 && m_bound == Bound::Latency) {
            say("Its inner loop loads the address of its next load: each load waits for the one before it.",
                {.figure = "dependent_loads"});
        }
        if (m_build.stridedAccesses > 0 && m_largest.bestShare < kLeaning) {
            say("Its inner loop steps over memory and takes one element of each line it fetches (" +
                    std::to_string(m_build.stridedAccesses) + " such accesses): up to " +
                    numberText(m_kernel.excessTraffic()) + " times the compulsory bytes are moved.",
                {.figure = "strided_accesses"});
        }
        if (m_build.gathers > 0 && m_largest.bestShare < kLeaning) {
            say("It gathers vectors from scattered addresses (" + std::to_string(m_build.gathers) +
                    " instructions), one load for each lane.",
                {.figure = "gathers"});
        }
    }

    void sayCores()
    {
        const double used = m_kernel.coresUsed();
        if (m_bound == Bound::Launch || m_kernel.idleCores() < 1.5) {
            return;
        }
        if (!m_kernel.isSerial()) {
            say("It keeps " + numberText(used) + " of " + cores() +
                    " cores busy on average: the work is not shared out evenly.",
                {.figure = "cores_used", .gain = limited(m_roofs.cores / used)});
        } else if (m_build.known && !m_build.parallel) {
            say("It runs on one of " + cores() + " cores: the build starts no threads.",
                {.figure = "cores_used", .gain = limited(m_roofs.cores / used)});
        } else {
            say("It runs on one of " + cores() + " cores, measured as processor time over time.",
                {.figure = "cores_used", .gain = limited(m_roofs.cores / used)});
        }
    }

    void sayLanes()
    {
        if (m_kernel.isScalar()) {
            const std::string why = m_build.whyNotVectorised.empty() || m_build.loopsVectorised > 0
                                        ? ""
                                        : " The compiler's reason: " + m_build.whyNotVectorised + ".";
            say((m_build.arithmetic == 0
                     ? std::string("Its inner loops have no vector arithmetic.")
                     : "Its inner loops are mostly scalar: " + std::to_string(m_build.packed) + " of " +
                           std::to_string(m_build.arithmetic) + " arithmetic instructions work on whole vectors.") +
                    why,
                {.figure = "packed", .line = why.empty() ? 0 : m_build.lineNotVectorised});
        } else if (m_kernel.isNarrow()) {
            say("Its inner loops use " + std::to_string(m_build.vectorBits) + "-bit vectors; this machine has " +
                    std::to_string(m_kernel.machineBits()) + "-bit ones.",
                {.figure = "vector_bits", .gain = limited(double(m_kernel.machineBits()) / m_build.vectorBits)});
        }
    }

    void sayWaste()
    {
        if (!m_build.known) {
            return;
        }
        if (m_build.spills > 0) {
            say(std::to_string(m_build.spills) +
                    (m_build.spills == 1 ? " vector register is" : " vector registers are") +
                    " stored to the stack inside inner loops and " + std::to_string(m_build.reloads) +
                    " operands come back from it" + (m_spillingLoop.empty() ? "" : ", most at " + m_spillingLoop) +
                    ": too many values are alive.",
                {.figure = "spills", .place = m_spillingLoop.substr(0, m_spillingLoop.find(','))});
        }
        if (m_build.mathCalls > 0 && m_build.vectorMathCalls == 0) {
            say("Mathematical functions are called for one number at a time (" + std::to_string(m_build.mathCalls) +
                    " such calls in the code).",
                {.figure = "math_calls"});
        }
        if (m_build.streamingStores == 0 && m_largest.roof.memoryBound() && !m_roofs.levels.empty() &&
            m_largest.roof.level == m_roofs.levels.back().name) {
            say("Results are written with ordinary stores, so every written line is read from memory first.",
                {.figure = "streaming_stores"});
        }
    }

    void sayRates()
    {
        std::string rates = "It moves " + numberText(m_kernel.gbytes()) + " GB/s of compulsory bytes";
        if (m_largest.work.flops > 0) {
            rates += " and computes " + numberText(m_kernel.gflops()) + " of " + numberText(m_kernel.peak()) +
                     (m_kernel.isInteger() ? " Gop/s (" : " GFLOP/s (") + numberText(m_kernel.intensity()) +
                     " operations a byte" +
                     (m_largest.roof.memoryBound() ? ", limited by memory)" : ", limited by arithmetic)");
        }
        say(rates + ".", {.figure = "cases"});
    }

    void sayCases()
    {
        const auto& cases = m_kernel.cases();
        const auto [low, high] = std::minmax_element(cases.begin(), cases.end(),
                                                     [](const auto& a, const auto& b) { return a.share < b.share; });
        if (high->share > kUneven * low->share) {
            say("The cases are uneven: " + low->timing->name + " reaches " + percentText(low->share) +
                    " of its roof, " + high->timing->name + " " + percentText(high->share) + ".",
                {.figure = "cases"});
        }
    }

    const MeasuredKernel& m_kernel;
    const BuildFacts& m_build;
    const Roofs& m_roofs;
    const CaseAtRoof& m_largest;
    Bound m_bound;
    std::string m_spillingLoop;
    std::vector<std::string> m_said;
    std::vector<FactEvidence> m_evidence; ///< of each
};

} // namespace

void addFindings(const MeasuredKernel& kernel, std::string_view spillingLoop, Diagnosis& diagnosis)
{
    Findings(kernel, diagnosis.bound, spillingLoop).run(diagnosis);
}

} // namespace espalier
