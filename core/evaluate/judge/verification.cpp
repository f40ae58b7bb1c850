// The part of Judge that decides whether a kernel is correct: before it is timed, and at the sizes that are timed.

#include "core/evaluate/judge/judge.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace espalier {
namespace {

constexpr int kCallsPerCheck = 2;
constexpr std::size_t kTimedVariations = 3; ///< large sets: some at random for each judge
constexpr int kRepeats = 2;
constexpr int kRepeatsThreaded = 5;
constexpr double kThreaded = 1.05; ///< processor seconds per second of a kernel that runs in threads

/// Takes every processor for a moment again and again while it lives, so that a kernel's threads are interrupted at odd
/// places. Who wakes up goes first; who never sleeps shares in slices of 3 ms, which took six times as long and
/// interrupted a kernel of 1 ms once.
class Load
{
public:
    explicit Load(int threads)
    {
        for (int i = 0; i < threads; ++i) {
            m_threads.emplace_back([](const std::stop_token& stop) {
                while (!stop.stop_requested()) {
                    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(100);
                    while (std::chrono::steady_clock::now() < end) {
                    }
                    std::this_thread::sleep_for(std::chrono::microseconds(100));
                }
            });
        }
    }

private:
    std::vector<std::jthread> m_threads;
};

std::string whatCase(const Case& oneCase, Variation variation)
{
    std::string text = (oneCase.role == CaseRole::Hidden ? " (hidden case " : " (case ") + oneCase.name;
    if (variation != Variation::None) {
        text += ", varied inputs: " + std::string(toText(variation));
    }
    return text + ")";
}

/// At least half of the cases took a set varied in this way. Where small cases did not, a large one, which has more
/// elements to go wrong, does not either, and three draws of it take seconds each.
bool mostlyHolds(const std::vector<std::unique_ptr<InputPool>>& pools, Variation variation)
{
    const auto took = std::ranges::count_if(pools, [&](const auto& pool) {
        return std::ranges::any_of(pool->varied(), [&](const auto& set) { return set.variation == variation; });
    });
    return 2 * static_cast<std::size_t>(took) >= pools.size();
}

} // namespace

void Judge::rejected(Evaluation& evaluation, const Contender& contender, const char* stage, const Case* oneCase,
                     Variation variation)
{
    evaluation.verdict = contender.end().verdict;
    evaluation.stage = stage;
    evaluation.reason = contender.end().reason;
    evaluation.toleranceShare.reset(); // of a wrong answer it says nothing
    if (oneCase) {
        evaluation.reason += whatCase(*oneCase, variation);
    }
}

void Judge::calibrate(Contender& plain)
{
    const auto note = [&](const InputPool& pool, const CheckedInputs& set) {
        m_bench->show(pool, set, Placement::Front);
        const std::vector<double> shares = plain.measure(pool, set);
        const bool sound = !shares.empty() && *std::max_element(shares.begin(), shares.end()) <= kSoundShare;
        for (std::size_t o = 0; o < shares.size() && (sound || set.variation == Variation::None); ++o) {
            m_bench->budget.note(o, set.variation, shares[o]);
        }
        return sound;
    };
    if (note(*m_checks.front(), m_checks.front()->set(0)) && plain.settles()) {
        candidates().waitingDepth = plain.waitingDepth();
    }
    for (auto* pools : {&m_checks, &m_timed}) {
        for (const auto& pool : *pools) {
            note(*pool, m_bench->setOf(*pool, 0));
            std::vector<Variation> variations = m_task.variations;
            if (pools == &m_timed) {
                std::erase_if(variations, [&](Variation variation) { return !mostlyHolds(m_checks, variation); });
                for (std::size_t i = variations.size(); i > 1; --i) {
                    std::swap(variations[i - 1], variations[m_rng.below(i)]);
                }
                variations.resize(std::min(variations.size(), kTimedVariations));
            }
            for (const Variation variation : variations) {
                pool->addVaried(variation, [&](const CheckedInputs& set) { return note(*pool, set); });
            }
        }
    }
}

std::optional<double> Judge::callFresh(Contender& contender, InputPool& pool, Placement placement,
                                       Evaluation* evaluation)
{
    const std::size_t index = contender.freshSet(pool);
    contender.noteSeen(pool, index);
    const CheckedInputs& set = m_bench->setOf(pool, index);
    m_bench->show(pool, set, placement);
    const auto seconds = contender.call(pool, set);
    if (seconds && evaluation != nullptr) {
        double& worst =
            evaluation->toleranceShare ? *evaluation->toleranceShare : evaluation->toleranceShare.emplace(0);
        for (const double share : contender.usedShares(set)) {
            worst =
                std::max(worst, std::isfinite(share) ? share : 0); // such an answer counts only with a check turned off
        }
    }
    return seconds;
}

std::optional<double> Judge::callVaried(Contender& contender, const InputPool& pool, const CheckedInputs& set)
{
    m_bench->show(pool, set, m_rng.below(2) == 0 ? Placement::Front : Placement::Flush);
    return contender.call(pool, set);
}

bool Judge::checkAll(Contender& contender, Evaluation& evaluation, const StageCallback& stage)
{
    if (!contender.usable()) {
        rejected(evaluation, contender, "load", nullptr);
        return false;
    }
    for (std::size_t i = 0; i < m_checks.size(); ++i) {
        const auto& pool = m_checks[i];
        if (candidates().inParts()) { // at each an interpreter may compile; for others it is over in milliseconds
            stage("checking, case " + std::to_string(i + 1) + " of " + std::to_string(m_checks.size()));
        }
        const bool wanted = m_bench->checks.hiddenCases || pool->oneCase().role == CaseRole::Smoke;
        if (wanted && !checkCase(contender, *pool, evaluation)) {
            return false;
        }
    }
    return true;
}

bool Judge::checkCase(Contender& contender, InputPool& pool, Evaluation& evaluation)
{
    const bool smoke = pool.oneCase().role == CaseRole::Smoke;
    for (int i = 0; i < kCallsPerCheck; ++i) {
        const bool settle = smoke && i == 0;
        if (!callFresh(contender, pool, i == 0 ? Placement::Front : Placement::Flush, &evaluation) ||
            (settle && !contender.settles())) {
            rejected(evaluation, contender, smoke ? "smoke" : "hidden", &pool.oneCase());
            return false;
        }
    }
    return checkVaried(contender, pool, evaluation);
}

bool Judge::checkVaried(Contender& contender, InputPool& pool, Evaluation& evaluation)
{
    for (const CheckedInputs& set : pool.varied()) {
        if (m_bench->checks.variations && !callVaried(contender, pool, set)) {
            const CaseRole role = pool.oneCase().role;
            rejected(evaluation, contender,
                     role == CaseRole::Smoke    ? "smoke"
                     : role == CaseRole::Hidden ? "hidden"
                                                : "time",
                     &pool.oneCase(), set.variation);
            return false;
        }
    }
    return true;
}

bool Judge::checkTimed(Contender& contender, InputPool& pool, Evaluation& evaluation)
{
    const double before = contender.processorSeconds();
    const auto seconds = callFresh(contender, pool, Placement::Flush, &evaluation);
    const bool threaded = seconds && contender.processorSeconds() - before > kThreaded * *seconds;
    if (!seconds || !contender.settles() || (m_bench->checks.repeats && !repeats(contender, pool, threaded))) {
        rejected(evaluation, contender, "time", &pool.oneCase());
        return false;
    }
    return checkVaried(contender, pool, evaluation);
}

/// One set twice; while every processor is busy, and more often, for a kernel with threads: races show.
bool Judge::repeats(Contender& contender, InputPool& pool, bool threaded)
{
    const std::size_t index = contender.freshSet(pool);
    contender.noteSeen(pool, index);
    const CheckedInputs& set = m_bench->setOf(pool, index);
    m_bench->show(pool, set, Placement::Front);
    // The threads of a device's kernel are not the system's; there it is the interpreter that takes the processor.
    const Load load(threaded && !m_bench->device ? m_bench->threads : 0);
    for (int i = 0; i < (threaded ? kRepeatsThreaded : kRepeats); ++i) {
        if (!contender.call(pool, set)) {
            return false;
        }
    }
    return true;
}

} // namespace espalier
