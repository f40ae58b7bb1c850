#include "core/synthesis/rules/refining.h"

#include "core/synthesis/rules/cuda/cudaoptions.h"
#include "core/synthesis/rules/device/deviceoptions.h"
#include "core/synthesis/rules/flags.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/tunables.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace espalier::rules {

namespace {

/// One thing that could be done next.
struct Move
{
    std::string skill;
    std::string what;
    double weight = 1;
    std::function<bool()> carryOut;
};

/// The factor drawn for a skill, from the retrieved ones; a little above 1 when nothing is known.
double drawnGain(const Prompt& prompt, const std::string& name)
{
    for (const RetrievedSkill& retrieved : prompt.skills) {
        if (retrieved.skill.transformation == name || retrieved.skill.name == name) {
            return retrieved.drawnGain;
        }
    }
    return 1.05;
}

/// How often the same change was made from the same parent already, or failed below the same lineage.
int timesTried(const Prompt& prompt, const std::string& note)
{
    const auto made = [&](const Memory& memory) { return memory.summary.find(note) != std::string::npos; };
    const auto siblings = std::count_if(prompt.memory.siblings.begin(), prompt.memory.siblings.end(), made);
    const auto failures = std::count_if(prompt.memory.failures.begin(), prompt.memory.failures.end(), made);
    return static_cast<int>(siblings + failures);
}

double weightOf(const Prompt& prompt, const std::string& skill, const std::string& note)
{
    double weight = std::pow(std::clamp(drawnGain(prompt, skill), 0.3, 5.0), 2.0);
    weight *= prompt.diagnosis.lever == skill ? 2 : 1;
    return weight * std::pow(0.15, timesTried(prompt, note));
}

void addTransformations(Workpiece& piece, std::vector<Move>& moves)
{
    for (const auto& transformation : transformationsOf(piece.kernel().dialect)) {
        if (!piece.mayUse(transformation->name())) {
            continue;
        }
        // Most of Triton's set a number: a second one would only replace the first.
        if (piece.kernel().dialect == Dialect::Triton && piece.had(transformation->name())) {
            continue;
        }
        const std::vector<Site> sites = transformation->sites(piece.kernel());
        for (const Site& site : sites) {
            const std::string note = transformation->name() + ": " + site.what;
            // A skill's weight is shared among its sites, so that many sites do not drown the others.
            const double weight =
                weightOf(piece.prompt(), transformation->name(), note) / std::sqrt(static_cast<double>(sites.size()));
            moves.push_back({transformation->name(), note, weight,
                             [&piece, &transformation, site] { return piece.apply(*transformation, site); }});
        }
    }
}

/// Each tunable once: a second value would only replace the first.
void addTunables(Workpiece& piece, std::set<std::string>& tuned, std::vector<Move>& moves)
{
    const std::vector<Tunable> tunables = tunablesIn(piece.kernel());
    for (const Tunable& tunable : tunables) {
        if (tuned.contains(tunable.name) || !piece.mayUse("tune")) {
            continue;
        }
        const std::int64_t value = neighbour(tunable, piece.rng());
        const std::string note = "tune: " + tunable.name + " = " + std::to_string(value);
        const double weight =
            2 * weightOf(piece.prompt(), "tune", note) / std::sqrt(static_cast<double>(tunables.size()));
        moves.push_back({"tune", note, weight, [&piece, &tuned, tunable, value, note] {
                             tuned.insert(tunable.name);
                             return piece.replaceSource(withTunable(piece.kernel(), tunable, value), "tune", note);
                         }});
    }
}

/// What a candidate is built with, in whichever order.
std::vector<std::string> buildOf(const Candidate& candidate)
{
    std::vector<std::string> words = candidate.options;
    std::sort(words.begin(), words.end());
    words.push_back(candidate.compiler);
    return words;
}

using Builds = std::set<std::vector<std::string>>;

std::string changeBuild(Dialect dialect, Candidate& candidate, bool relaxed, Rng& rng)
{
    switch (dialect) {
    case Dialect::OpenCl:
        return changeDeviceOptions(candidate, relaxed, rng);
    case Dialect::Cuda:
        return changeCudaOptions(candidate, relaxed, rng);
    case Dialect::Triton:
        return {};
    case Dialect::Cpp:
        break;
    }
    return changeFlags(candidate, relaxed, rng);
}

/// Changes of the build that lead to none the piece had already: switched on and off again is no work. Triton's
/// compiler takes no options, so nothing changes there and nothing is added.
void addFlags(Workpiece& piece, Builds& builds, std::vector<Move>& moves)
{
    for (int i = 0; i < 3 && piece.mayUse("compiler-flags"); ++i) {
        Candidate changed = piece.candidate();
        const bool relaxed = piece.prompt().task->tolerance.reassociation;
        const std::string what = changeBuild(piece.kernel().dialect, changed, relaxed, piece.rng());
        if (builds.contains(buildOf(changed))) {
            continue;
        }
        const std::string note = "flags: " + what;
        const double weight = 0.7 * weightOf(piece.prompt(), "compiler-flags", note);
        moves.push_back({"compiler-flags", note, weight, [&piece, &builds, changed, note] {
                             builds.insert(buildOf(changed));
                             piece.candidate().options = changed.options;
                             piece.candidate().compiler = changed.compiler;
                             piece.note("compiler-flags", note);
                             return true;
                         }});
    }
}

/// A seed that still has its plain options gets the base ones with any first change.
void ensureBaseOptions(Workpiece& piece)
{
    if (!piece.mayUse("compiler-flags")) {
        return;
    }
    if (!hasOption(piece.candidate(), "-march=native") || !hasOption(piece.candidate(), "-fopenmp")) {
        setBaseOptions(piece.candidate());
        if (piece.prompt().task->tolerance.reassociation) {
            setFastMath(piece.candidate(), true);
        }
        piece.note("compiler-flags", "flags: base options");
    }
}

} // namespace

void refine(Workpiece& piece)
{
    Builds builds{buildOf(piece.candidate())};
    if (!piece.kernel().device()) {
        ensureBaseOptions(piece);
    }
    builds.insert(buildOf(piece.candidate()));
    std::set<std::string> tuned;
    const double draw = piece.rng().uniform();
    const int wanted = draw < 0.6 ? 1 : draw < 0.9 ? 2 : 3;
    int done = 0;
    for (int attempt = 0; attempt < 12 && done < wanted; ++attempt) {
        std::vector<Move> moves;
        addTransformations(piece, moves);
        addTunables(piece, tuned, moves);
        addFlags(piece, builds, moves);
        if (moves.empty()) {
            return;
        }
        std::vector<double> weights;
        std::transform(moves.begin(), moves.end(), std::back_inserter(weights), [](const Move& m) { return m.weight; });
        done += moves[piece.rng().weighted(weights)].carryOut() ? 1 : 0;
    }
}

} // namespace espalier::rules
