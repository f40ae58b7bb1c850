#include "core/diagnose/device/devicefindings.h"

#include "core/diagnose/boundrule.h"
#include "core/diagnose/figures.h"

#include <cmath>

namespace espalier {
namespace {

constexpr std::size_t kMost = 6;
constexpr double kUneven = 2;        ///< ratio of roof shares between cases that is worth a sentence
constexpr double kTailMatters = 1.2; ///< NVIDIA's rule speaks of a tail from an estimated gain of 20 % on

constexpr const char* kVectors = "device-vectors";
constexpr const char* kUnroll = "device-unroll";
constexpr const char* kOptions = "device-options";
constexpr const char* kStaging = "local-staging";
constexpr const char* kTune = "tune";

constexpr const char* kMemoryRoof = "the bandwidth of the device's memory";

std::string arithmeticRoof(const DeviceKernel& kernel)
{
    return std::string("the rate of arithmetic (") + kernel.peakName() +
           (kernel.isInteger() ? ", as an upper bound for integers)" : ")");
}

/// What remains to the roof, and no more than `gain`.
double limited(const CaseOnDevice& largest, double gain)
{
    return std::max(std::min(gain, 1 / largest.bestShare), 1.0);
}

/// "at most 1.8×"
std::string atMost(const CaseOnDevice& largest, double gain)
{
    return "at most " + ratioText(limited(largest, gain));
}

bool accessesAreNarrow(const DeviceInstructions& code)
{
    return code.known && code.globalLoads + code.globalStores > 0 && code.wideAccesses == 0;
}

/// Collects the sentences in the order of their weight.
class Findings
{
public:
    Findings(const DeviceKernel& kernel, Bound bound)
        : m_kernel(kernel), m_largest(kernel.largest()), m_launch(kernel.mainLaunch()), m_bound(bound)
    {
    }

    void run(Diagnosis& diagnosis)
    {
        sayRoof();
        sayBeaten();
        sayLaunches();
        sayGrid();
        sayOccupancy();
        sayStack();
        sayWaiting();
        sayCode();
        sayTail();
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

    std::string roofName() const { return m_largest.memoryBound() ? kMemoryRoof : arithmeticRoof(m_kernel); }

    void sayRoof()
    {
        const bool isNear = m_largest.bestShare >= kAtRoof;
        say("Case " + m_largest.timing->name + " takes " + msText(m_largest.timing->ms) + "; " + roofName() +
                " allows " + msText(m_largest.roofMs()) + ", so it runs at " + percentText(m_largest.share) +
                " of the roof" + (isNear ? " and little is left to gain without doing less work." : "."),
            {.figure = "cases", .gain = 1 / m_largest.share});
    }

    void sayBeaten()
    {
        for (const BeatenRoof& roof : m_kernel.beaten()) {
            say(beatenSentence(m_kernel, roof), {.figure = "cases"});
        }
    }

    void sayLaunches()
    {
        const std::size_t count = std::max<std::size_t>(m_kernel.launches().size(), 1);
        if (m_bound == Bound::Launch) {
            say("This is under five times the " + msText(m_kernel.launchMs()) + " that " +
                    (count == 1 ? "an empty launch takes" : std::to_string(count) + " empty launches take") +
                    " on this device: the fixed cost of a call dominates.",
                {.figure = "cases"});
        }
        const double saved = static_cast<double>(count - 1) * m_kernel.roofs().nextLaunchUs * 1e-3;
        if (count > 1 && saved > 0.1 * m_largest.timing->ms) {
            const double gain =
                m_largest.timing->ms / (m_largest.timing->ms - std::min(saved, 0.9 * m_largest.timing->ms));
            say("One launch instead of " + std::to_string(count) + " would save " + msText(saved) + ": " +
                    atMost(m_largest, gain) + " faster.",
                {.figure = "blocks", .gain = limited(m_largest, gain)});
        }
    }

    void sayGrid()
    {
        const double waves = m_kernel.waves();
        if (m_bound != Bound::Occupancy || !(waves > 0 && waves < 1)) {
            return;
        }
        say("Its " + numberText(m_launch->blocks) + " blocks of " + std::to_string(m_launch->threads) +
                " threads fill " + percentText(waves) + " of what " + std::to_string(m_kernel.roofs().multiprocessors) +
                " multiprocessors hold at once: with more or smaller pieces of work " + atMost(m_largest, 1 / waves) +
                " faster.",
            {.figure = "blocks", .gain = limited(m_largest, 1 / waves)});
    }

    void sayOccupancy()
    {
        if (!m_launch || m_launch->residentBlocks == 0 || m_launch->occupancy >= kLowOccupancy ||
            m_largest.bestShare >= kLeaning) {
            return;
        }
        say("A multiprocessor holds " + std::to_string(m_launch->residentBlocks) + " of its blocks at once, " +
                percentText(m_launch->occupancy) + " of the warps it has places for; what stands against more is " +
                m_launch->limiter + " (" + std::to_string(m_launch->registers) + " registers a thread, " +
                numberText(m_launch->sharedBytes) +
                " bytes of shared memory a block): " + atMost(m_largest, 1 / m_launch->occupancy) + " faster.",
            {.figure = "occupancy", .gain = limited(m_largest, 1 / m_launch->occupancy)});
    }

    void sayStack()
    {
        if (!m_launch || !m_launch->usesStack()) {
            return;
        }
        const std::string why =
            m_launch->spills > 0
                ? std::to_string(m_launch->spills) + " bytes of registers a thread are spilled to memory"
                : numberText(m_launch->stackBytes) + " bytes a thread lie on a stack in the device's memory (arrays "
                                                     "with indices known only at run time)";
        const int accesses = m_launch->instructions.localAccesses;
        say(why + (accesses > 0 ? ", " + std::to_string(accesses) + " instructions reach there" : "") +
                (m_largest.bestShare < kLeaning ? ": without them " + atMost(m_largest, 1e9) + " faster." : "."),
            {.figure = "spills", .gain = m_largest.bestShare < kLeaning ? limited(m_largest, 1e9) : 0});
    }

    void sayWaiting()
    {
        if (m_bound == Bound::Latency) {
            say((m_kernel.beatsArithmetic()
                     ? std::string("Bandwidth is not used up, and it waits unless its arithmetic is")
                     : std::string("Neither bandwidth nor arithmetic is used up: it waits")) +
                    ", for memory or for operations that depend on each other; more independent work in flight gives " +
                    atMost(m_largest, 1e9) + " faster.",
                {.figure = "cases", .gain = limited(m_largest, 1e9)});
        }
    }

    void sayCode()
    {
        if (!m_launch || !m_launch->instructions.known) {
            return;
        }
        const DeviceInstructions& code = m_launch->instructions;
        if (m_largest.memoryBound() && accessesAreNarrow(code) && m_largest.bestShare < kAtRoof) {
            say("None of its " + std::to_string(code.globalLoads + code.globalStores) +
                    " instructions that reach the device's memory moves 16 bytes a thread.",
                {.figure = "wide_accesses"});
        }
        if (m_kernel.isHalf() && !m_largest.memoryBound() && code.matrix == 0) {
            say("It has no instruction that multiplies whole tiles, which is where the roof of fp16 comes from.",
                {.figure = "matrix"});
        }
        if (!m_largest.memoryBound() && code.sharedAccesses == 0 && m_largest.bestShare < kLeaning) {
            say("It keeps nothing in shared memory, so each operand comes from a cache or from memory.",
                {.figure = "shared_accesses"});
        }
    }

    void sayTail()
    {
        if (const double tail = m_kernel.tail(); tail >= kTailMatters && m_largest.bestShare < kAtRoof) {
            say("Its blocks fill the device " + numberText(m_kernel.waves()) +
                    " times, and the last time only in part: with a grid that fills it evenly " +
                    atMost(m_largest, tail) + " faster.",
                {.figure = "blocks", .gain = limited(m_largest, tail)});
        }
    }

    void sayRates()
    {
        std::string rates = "It moves " + numberText(m_kernel.gbytes()) + " GB/s of compulsory bytes";
        if (m_largest.flops > 0) {
            rates += " and computes " + numberText(m_kernel.gflops()) +
                     (m_kernel.beatsArithmetic() ? "" : " of " + numberText(m_kernel.peak())) +
                     (m_kernel.isInteger() ? " Gop/s" : " GFLOP/s") + " (" + numberText(m_kernel.intensity()) +
                     " operations a byte)";
        }
        say(rates + ".", {.figure = "cases"});
    }

    void sayCases()
    {
        const auto [low, high] =
            std::ranges::minmax(m_kernel.cases(), [](const auto& a, const auto& b) { return a.share < b.share; });
        if (high.share > kUneven * low.share) {
            say("The cases are uneven: " + low.timing->name + " reaches " + percentText(low.share) + " of its roof, " +
                    high.timing->name + " " + percentText(high.share) + ".",
                {.figure = "cases"});
        }
    }

    const DeviceKernel& m_kernel;
    const CaseOnDevice& m_largest;
    const LaunchFacts* m_launch;
    Bound m_bound;
    std::vector<std::string> m_said;
    std::vector<FactEvidence> m_evidence; ///< of each
};

} // namespace

std::string beatenSentence(const DeviceKernel& kernel, const BeatenRoof& roof)
{
    const std::string other = kernel.isHalf() ? "instructions, such as wgmma" : "units, such as matrix cores";
    return "Case " + roof.timing->name + " takes " + msText(roof.timing->ms) + ", and " +
           (roof.isMemory ? kMemoryRoof : arithmeticRoof(kernel)) + " allows " + msText(roof.roofMs) +
           ": it is faster than that, so " +
           (roof.isMemory ? "not all of its compulsory bytes pass through there"
                          : "it computes with other " + other + ", or with fewer operations than the task counts") +
           ", and this roof does not hold for it.";
}

void addDeviceFindings(const DeviceKernel& kernel, Diagnosis& diagnosis)
{
    Findings(kernel, diagnosis.bound).run(diagnosis);
}

const char* deviceLever(const DeviceKernel& kernel, Bound bound)
{
    const LaunchFacts* launch = kernel.mainLaunch();
    const bool isNarrow = launch && accessesAreNarrow(launch->instructions);
    switch (bound) {
    case Bound::Launch:
    case Bound::Occupancy:
        return kTune; // the size of a block, and how much work a thread takes
    case Bound::Memory:
        return isNarrow ? kVectors : kTune;
    case Bound::Compute:
        return kUnroll;
    default:
        break;
    }
    if (launch && launch->usesStack()) {
        return kOptions;
    }
    if (kernel.largest().memoryBound()) {
        return isNarrow || !launch ? kVectors : kUnroll;
    }
    return kStaging;
}

} // namespace espalier
