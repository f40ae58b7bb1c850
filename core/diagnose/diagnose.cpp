#include "core/diagnose/diagnose.h"

#include "core/diagnose/figures.h"
#include "core/diagnose/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

constexpr double kLaunchFactor = 5; ///< below this many parallel regions' latency, starting dominates
constexpr double kAtRoof = 0.8;
constexpr double kLeaning = 0.6;
constexpr double kBalanced = 1.25;   ///< ratio of the two roofs within which neither is the limit
constexpr double kScalarShare = 0.3; ///< below this share of packed arithmetic a loop is called scalar
constexpr double kUneven = 2;        ///< ratio of roof shares between cases that is worth a sentence
constexpr double kWaiting = 0.3;     ///< streaming code this far from its roof waits for its own sums
constexpr std::size_t kMostFacts = 6;

constexpr const char* kParallel = "parallel-outer-loop";
constexpr const char* kVectorise = "simd-inner";
constexpr const char* kAccumulators = "partial-accumulators";
constexpr const char* kRowBlock = "row-block";
constexpr const char* kFuse = "fuse-loops";
constexpr const char* kFlags = "compiler-flags";
constexpr const char* kTune = "tune";
constexpr std::array kLevers{kParallel, kVectorise, kAccumulators, kRowBlock, kFuse, kFlags, kTune};

double usable(double value)
{
    return std::isfinite(value) && value > 0 ? value : 0;
}

/// One timed case against its roof.
struct CaseAtRoof
{
    const CaseTiming* timing = nullptr;
    Work work;
    RoofTime roof;
    double share = 0;
};

bool isInteger(const Task& task)
{
    return std::none_of(task.outputs.begin(), task.outputs.end(), [](const Tensor& t) { return isFloat(t.dtype); });
}

bool isDouble(const Task& task)
{
    const auto isFloat64 = [](const Tensor& t) { return t.dtype == DType::Float64; };
    return std::any_of(task.outputs.begin(), task.outputs.end(), isFloat64);
}

std::vector<CaseAtRoof> againstRoofs(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs)
{
    std::vector<CaseAtRoof> all;
    for (const CaseTiming& timing : cases) {
        const Work work{usable(task.flops.value(timing.dims)), usable(task.bytes.value(timing.dims)), isDouble(task)};
        const RoofTime roof = roofTime(roofs, work);
        if (usable(timing.ms) > 0 && roof.ms > 0) {
            all.push_back({&timing, work, roof, std::min(roof.ms / timing.ms, 1.0)});
        }
    }
    return all;
}

/// Builds the diagnosis: the limit first, then what supports it, then what would help.
class Diagnostician
{
public:
    Diagnostician(const Task& task, const Roofs& roofs, const BuildFacts& facts, const std::vector<CaseAtRoof>& cases)
        : m_roofs(roofs), m_facts(facts), m_cases(cases), m_isInteger(isInteger(task)),
          m_largest(*std::max_element(cases.begin(), cases.end(),
                                      [](const CaseAtRoof& a, const CaseAtRoof& b) { return a.roof.ms < b.roof.ms; }))
    {
    }

    Diagnosis run()
    {
        std::vector<double> shares;
        for (const CaseAtRoof& one : m_cases) {
            shares.push_back(one.share);
        }
        m_result.roofShare = geometricMean(shares);
        m_result.intensity = m_largest.work.bytes > 0 ? m_largest.work.flops / m_largest.work.bytes : 0;
        m_result.gflops = m_largest.work.flops / m_largest.timing->ms * 1e-6;
        m_result.gbytes = m_largest.work.bytes / m_largest.timing->ms * 1e-6;
        m_result.bound = findBound();
        sayRoof();
        sayBound();
        sayBuild();
        sayCases();
        m_result.facts.resize(std::min(m_result.facts.size(), kMostFacts));
        m_result.lever = findLever();
        return std::move(m_result);
    }

private:
    bool isSerial() const { return m_facts.known && !m_facts.parallel && m_roofs.cores > 1; }
    /// Scalar integer arithmetic is not counted, so integer code without any vector operation is scalar too.
    bool isScalar() const { return m_facts.known && (m_facts.vectorBits == 0 || m_facts.packedShare() < kScalarShare); }
    int machineBits() const { return m_roofs.vectors == "AVX-512" ? 512 : m_roofs.vectors == "AVX2" ? 256 : 128; }
    bool isNarrow() const { return m_facts.known && m_facts.vectorBits > 0 && m_facts.vectorBits < machineBits(); }
    bool isFarFromRoof() const { return m_largest.share < kLeaning; }
    Bound roofBound() const { return m_largest.roof.memoryBound() ? Bound::Memory : Bound::Compute; }
    const char* unit() const { return m_isInteger ? "Gop/s" : "GFLOP/s"; }
    double peak() const { return m_largest.work.doublePrecision ? m_roofs.fp64Gflops : m_roofs.fp32Gflops; }

    Bound findBound() const
    {
        if (m_largest.timing->ms * 1e3 < kLaunchFactor * m_roofs.latencyUs) {
            return Bound::Launch;
        }
        if (!isFarFromRoof()) {
            return roofBound();
        }
        if (isSerial()) {
            return Bound::Occupancy;
        }
        const double memory = m_largest.roof.memoryMs;
        const double compute = m_largest.roof.computeMs;
        const bool areNear = memory < compute * kBalanced && compute < memory * kBalanced;
        return areNear && !isScalar() ? Bound::Balanced : Bound::Latency;
    }

    void say(std::string sentence) { m_result.facts.push_back(std::move(sentence)); }

    std::string roofName() const
    {
        if (m_largest.roof.memoryBound()) {
            return "the bandwidth of " + m_largest.roof.level;
        }
        return m_isInteger ? "the rate of arithmetic (fp32, as an upper bound for integers)" : "the rate of arithmetic";
    }

    void sayRoof()
    {
        const bool isNear = m_largest.share >= kAtRoof;
        say("Case " + m_largest.timing->name + " takes " + msText(m_largest.timing->ms) + "; " + roofName() +
            " allows " + msText(m_largest.roof.ms) + ", so it runs at " + percentText(m_largest.share) +
            " of the roof" + (isNear ? " and little is left to gain without doing less work." : "."));
    }

    void sayBound()
    {
        const bool memory = roofBound() == Bound::Memory;
        switch (m_result.bound) {
        case Bound::Launch:
            say("This is under five times the " + numberText(m_roofs.latencyUs) +
                " µs that starting all cores takes: the fixed cost of a call dominates.");
            break;
        case Bound::Occupancy:
            say("It runs on one of " + std::to_string(m_roofs.cores) + " cores: the build starts no threads.");
            break;
        case Bound::Balanced:
            say("The two roofs lie within a quarter of each other (" + msText(m_largest.roof.memoryMs) +
                " for memory, " + msText(m_largest.roof.computeMs) + " for arithmetic): both have to overlap.");
            break;
        case Bound::Latency:
            say("Neither bandwidth nor arithmetic is used up: it waits, for dependent operations or for single loads.");
            break;
        default:
            break;
        }
        std::string rates = "It moves " + numberText(m_result.gbytes) + " GB/s of compulsory bytes";
        if (m_largest.work.flops > 0) {
            rates += " and computes " + numberText(m_result.gflops) + " of " + numberText(peak()) + " " + unit() +
                     " (" + numberText(m_result.intensity) + " operations a byte" +
                     (memory ? ", limited by memory)" : ", limited by arithmetic)");
        }
        say(rates + ".");
    }

    void sayBuild()
    {
        if (!m_facts.known) {
            return;
        }
        if (isSerial() && m_result.bound != Bound::Occupancy && m_result.bound != Bound::Launch) {
            say("It runs on one of " + std::to_string(m_roofs.cores) + " cores.");
        }
        if (isScalar()) {
            say(m_facts.arithmetic == 0
                    ? std::string("Its inner loops have no vector arithmetic.")
                    : "Its inner loops are mostly scalar: " + std::to_string(m_facts.packed) + " of " +
                          std::to_string(m_facts.arithmetic) + " arithmetic instructions work on whole vectors.");
        } else if (isNarrow()) {
            say("Its inner loops use " + std::to_string(m_facts.vectorBits) + "-bit vectors; this machine has " +
                std::to_string(machineBits()) + "-bit ones.");
        }
        if (m_facts.mathCalls > 0 && m_facts.vectorMathCalls == 0) {
            say("Mathematical functions are called for one number at a time (" + std::to_string(m_facts.mathCalls) +
                " such calls in the code).");
        }
        if (m_facts.spills > 0) {
            say(std::to_string(m_facts.spills) +
                " vector registers are stored to the stack inside inner loops: too many values are alive.");
        }
        if (storesReadFirst()) {
            say("Results are written with ordinary stores, so every written line is read from memory first.");
        }
    }

    bool storesReadFirst() const
    {
        return m_facts.known && m_facts.streamingStores == 0 && m_largest.roof.memoryBound() &&
               !m_roofs.levels.empty() && m_largest.roof.level == m_roofs.levels.back().name;
    }

    void sayCases()
    {
        const auto [low, high] = std::minmax_element(
            m_cases.begin(), m_cases.end(), [](const CaseAtRoof& a, const CaseAtRoof& b) { return a.share < b.share; });
        if (high->share > kUneven * low->share) {
            say("The cases are uneven: " + low->timing->name + " reaches " + percentText(low->share) +
                " of its roof, " + high->timing->name + " " + percentText(high->share) + ".");
        }
    }

    const char* findLever() const
    {
        if (m_result.bound == Bound::Launch) {
            return kFlags;
        }
        if (isSerial()) {
            return kParallel;
        }
        if (isScalar()) {
            return kVectorise;
        }
        if (isNarrow() && !m_largest.roof.memoryBound()) {
            return kFlags;
        }
        if (!isFarFromRoof()) {
            return m_largest.roof.memoryBound() ? kFuse : kTune; // only fewer bytes help where bandwidth is used up
        }
        if (m_largest.roof.memoryBound()) {
            return m_largest.share < kWaiting ? kAccumulators : kFuse;
        }
        return m_facts.spills > 0 ? kTune : kRowBlock; // blocks that spill are too large
    }

    const Roofs& m_roofs;
    const BuildFacts& m_facts;
    const std::vector<CaseAtRoof>& m_cases;
    bool m_isInteger;
    const CaseAtRoof& m_largest;
    Diagnosis m_result;
};

} // namespace

Diagnosis diagnose(const Task& task, const std::vector<CaseTiming>& cases, const Roofs& roofs, const BuildFacts& facts)
{
    const std::vector<CaseAtRoof> usableCases = againstRoofs(task, cases, roofs);
    return usableCases.empty() ? Diagnosis{} : Diagnostician(task, roofs, facts, usableCases).run();
}

std::span<const char* const> leverNames()
{
    return kLevers;
}

} // namespace espalier
