// The part of Judge that has host code computed in kept memory (core/evaluate/judge/keptcalls.cpp), and finds out
// whether it keeps answers.

#include "core/diagnose/statistics.h"
#include "core/evaluate/judge/judge.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace espalier {
namespace {

constexpr std::size_t kNewBytes = std::size_t{1} << 30; ///< of sets that are new, for one row
constexpr unsigned kMostNew = 12;                       ///< in one row
constexpr int kAttempts = 2; ///< to judge host code, where the keeper of the device's memory is lost

/// Until it dies, workers that start compute in kept memory.
struct KeptTurn
{
    KeptTurn(Workplace& of, KeptMemory* kept) : place(of) { place.kept = kept; }
    ~KeptTurn() { place.kept = nullptr; }
    KeptTurn(const KeptTurn&) = delete;
    KeptTurn& operator=(const KeptTurn&) = delete;

    Workplace& place;
};

std::string microseconds(double seconds)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f µs", seconds * 1e6);
    return text.data();
}

/// "in rows of 8 calls, 100.3 µs for each where it had seen the inputs, it takes 51.2 µs more of them on new ones"
std::string whatRowsSay(const SeenAndNewRows& rows)
{
    return "in rows of " + std::to_string(rows.calls) + " calls, " + microseconds(median(rows.seen) / rows.calls) +
           " for each where it had seen the inputs, it takes " + microseconds(gainBySeeing(rows)) +
           " more of them on new ones";
}

} // namespace

/// Whether nothing of how it got its time, `seconds` a call, is held against it.
bool Judge::keepsFaith(Contender& candidate, InputPool& pool, double seconds, CaseTiming& timing)
{
    if (candidates().kept) {
        const auto rows = rowsOnNewInputs(candidate, pool, seconds);
        if (!rows) {
            return false;
        }
        if (gainsBySeeing(*rows, seconds)) {
            candidate.refuse(Verdict::Cheat, "it is slower on inputs that it sees for the first time, as if it kept "
                                             "answers: " +
                                                 whatRowsSay(*rows));
            return false;
        }
        timing.newInputs = NewInputs{static_cast<int>(rows->calls), gainBySeeing(*rows) * 1e3};
    }
    return candidate.settles() && candidate.keepsTime(pool, seconds);
}

/// In the process that was timed, since a new one may not have begun yet to keep answers, and on sets that it has not
/// seen. It ends as soon as the rows clear the candidate.
///
/// What is compared differs in nothing but having seen the inputs. Once the first call on a set was held against the
/// next one, and a kernel that hands work to a second stream and back was called a cheat on an H200: the first is also
/// the first after the other contender's turn, and the calls of that machine differ by a millisecond for reasons of its
/// own. Left open: who is honest from the first row on that shows him new inputs by turns.
std::optional<SeenAndNewRows> Judge::rowsOnNewInputs(Contender& candidate, InputPool& pool, double seconds)
{
    const CheckedInputs& known = m_bench->setOf(pool, 0);
    m_bench->show(pool, known, Placement::Front);
    candidate.noteSeen(pool, 0);
    if (!candidate.call(pool, known)) {
        return std::nullopt;
    }
    SeenAndNewRows rows;
    while (rows.anew.size() < kRowsThatProve && mayGainBySeeing(rows, seconds)) {
        InputPool more(m_task, pool.oneCase(), *m_reference, kNewBytes);
        rows.calls = std::min({static_cast<unsigned>(more.capacity()), candidate.mostSlots(), kMostNew});
        const std::vector<const CheckedInputs*> sets = newSets(candidate, pool, more, rows.calls);
        const auto seen =
            candidate.rowOfMany(pool, rows.calls, [&](unsigned) { m_bench->show(pool, known, Placement::Front); });
        const auto anew =
            seen ? candidate.rowOfMany(pool, rows.calls,
                                       [&](unsigned call) { m_bench->show(pool, *sets[call], Placement::Front); })
                 : std::nullopt;
        m_bench->show(pool, known, Placement::Front); // sets that were shown may end here
        if (!anew) {
            return std::nullopt;
        }
        rows.seen.push_back(*seen);
        rows.anew.push_back(*anew);
    }
    return rows;
}

/// Sets of the case that the candidate's process has not seen: those of `pool`, which stay for the next candidate, and
/// where there are none left those of `more`. Drawn now, so that all rows come after the same pause.
std::vector<const CheckedInputs*> Judge::newSets(Contender& candidate, InputPool& pool, InputPool& more,
                                                 unsigned count) const
{
    std::vector<const CheckedInputs*> sets;
    std::size_t ofMore = 0;
    while (sets.size() < count) {
        if (candidate.hasFreshSet(pool)) {
            const std::size_t index = candidate.freshSet(pool);
            candidate.noteSeen(pool, index);
            sets.push_back(&m_bench->setOf(pool, index));
        } else {
            sets.push_back(&m_bench->setOf(more, ofMore++));
        }
    }
    return sets;
}

std::optional<Evaluation> Judge::evaluateKept(const EvaluateRequest& request, const StageCallback& stage,
                                              const std::function<bool()>& cancelled)
{
    Evaluation unjudged;
    unjudged.baseline = m_opened.fastest;
    unjudged.stage = "load";
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (!m_kept) {
            auto kept = KeptMemory::open(candidates().kind.program, m_bench->inputs, m_bench->outputBytes);
            if (!kept) {
                unjudged.verdict = Verdict::Built;
                unjudged.reason = "it was built and not run: it brings host code (tier 2), which is judged in memory "
                                  "of the GPU that the judge keeps; " +
                                  kept.error().what + ": " + kept.error().why;
                return unjudged;
            }
            m_kept = *std::move(kept);
        }
        auto evaluation = evaluateInTurn(request, stage, cancelled);
        if (m_kept->keeper->isAlive()) {
            return evaluation;
        }
        // Whatever it says, it says of a candidate without memory. The baseline must let go of that first.
        if (!m_baseline->restart()) {
            return std::nullopt;
        }
        m_kept.reset();
        if (cancelled()) {
            return std::nullopt;
        }
    }
    unjudged.verdict = Verdict::Crash;
    unjudged.stage = "time";
    unjudged.reason =
        "it could not be judged: the process that keeps the GPU's memory was lost twice while it ran; see "
        "espalier doctor, and evaluate it again";
    return unjudged;
}

std::optional<Evaluation> Judge::evaluateInTurn(const EvaluateRequest& request, const StageCallback& stage,
                                                const std::function<bool()>& cancelled)
{
    const KeptTurn turn(candidates(), m_kept.get());
    return evaluateNow(request, stage, cancelled);
}

} // namespace espalier
