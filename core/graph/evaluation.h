#pragma once

#include "core/graph/counterfigures.h"
#include "core/graph/diagnosis.h"
#include "core/graph/verdict.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace espalier {

/// A ratio with its 99 % bootstrap interval; all three are 0 where nothing was timed.
struct Interval
{
    double value = 0;
    double low = 0;
    double high = 0;

    bool operator==(const Interval&) const = default;
};

/// Dimension names with their values, in the task's order: {{"rows", 1024}, {"cols", 768}}; by name once read back from
/// JSON.
using Dims = std::vector<std::pair<std::string, std::int64_t>>;

/// Of host code for a GPU, in rows of calls: what a call took on inputs of its own that no call had had before, beyond
/// what it took on inputs that had been seen. About 0 either way, unless answers are kept.
struct NewInputs
{
    int calls = 0;     ///< in a row
    double moreMs = 0; ///< of a call

    bool operator==(const NewInputs&) const = default;
};

/// One timed case. Times are medians in milliseconds; the speedup is the median of the pairs' ratios baseline /
/// candidate.
struct CaseTiming
{
    std::string name;
    Dims dims;
    double ms = 0;
    double baselineMs = 0;
    Interval speedup;
    int pairs = 0;
    int dropped = 0;      ///< pairs left out whole, because the system disturbed one of the two calls
    double coresUsed = 0; ///< processor time / time of its calls; 0: not measured, as for calls under 50 µs
    double fastestMs = 0; ///< of the fastest call; 0 in older stores
    std::optional<CounterFigures> counters{}; ///< where the machine has hardware counters
    std::optional<NewInputs> newInputs{};     ///< of host code for a GPU

    bool operator==(const CaseTiming&) const = default;
};

/// What was done with a candidate that was about to become the session's best. Its `speedup`, `cases` and `ms` are then
/// those of the second judging: the best of many noisy measurements is biased upwards, so the one that made it a
/// finalist is kept here and shown as what it is.
struct Finalist
{
    Interval first;         ///< the speedup that made it one
    std::string sanitizers; ///< what they looked for and found, or why none ran

    bool operator==(const Finalist&) const = default;
};

struct BuildReport
{
    double seconds = 0;
    std::string command;
    std::string log; ///< what the compiler said, cut to 64 KiB, control characters removed

    bool operator==(const BuildReport&) const = default;
};

/// How far a result may be believed: who launches the kernel, and what held it while it was judged.
struct Trust
{
    int tier = 0;                    ///< 1 device code that we launch, 2 native code, 3 Python; 0: not recorded
    std::string sandbox;             ///< full, reduced or none; empty: not recorded
    std::vector<std::string> layers; ///< bubblewrap, namespaces, landlock with its version, seccomp

    bool operator==(const Trust&) const = default;
};

/// The machine that took the figures, where it is not the one that keeps them: a bundle's, judged elsewhere and brought
/// home.
struct TakenOn
{
    std::string host;
    std::string fingerprint; ///< Machine::fingerprint()
    std::string result;      ///< SHA-256 of the bundle's result, by which a second collecting is known

    bool operator==(const TakenOn&) const = default;
};

/// "tier 2 (native code), sandbox full: bubblewrap, landlock 7, seccomp"; empty when nothing was recorded.
std::string toText(const Trust& trust);

/// Everything the judge and the build said of one candidate; kept with its node for good.
struct Evaluation
{
    Verdict verdict = Verdict::BuildFailed;
    std::string stage;  ///< where it ended: build, load, smoke, hidden, time, done
    std::string reason; ///< one sentence for a person
    std::vector<CaseTiming> cases;
    Interval speedup;       ///< over the fastest baseline, geometric mean over cases
    std::string baseline;   ///< name of that baseline
    double seedSpeedup = 0; ///< over the plain seed, geometric mean over cases
    double ms = 0;          ///< geometric mean over cases
    /// How much of the task's tolerance the worst element used, over all outputs, in calls on plain inputs at every
    /// size, 0 to 1: |got − expected| / (rtol·|expected| + scale·RMS(expected)), so that large and small outputs count
    /// alike. None where it was not correct, and in older stores.
    std::optional<double> toleranceShare{};
    Diagnosis diagnosis;
    std::optional<Finalist> finalist;
    std::vector<std::string> preflight; ///< the state of the machine when it was timed, a fact each
    BuildReport build;
    Trust trust;
    double seconds = 0; ///< the whole evaluation, build included
    std::optional<TakenOn> takenOn;

    /// t_baseline / t_candidate against the fastest baseline; 0 unless correct.
    double fitness() const { return isValid(verdict) ? speedup.value : 0.0; }
    bool operator==(const Evaluation&) const = default;
};

/// The document of `espalier evaluate --json` and of the store; reading is strict about types and lenient about absent
/// keys.
nlohmann::json toJson(const Evaluation& evaluation);
std::optional<Evaluation> evaluationFromJson(const nlohmann::json& document);

} // namespace espalier
