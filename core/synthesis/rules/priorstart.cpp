#include "core/synthesis/rules/priorstart.h"

#include "core/synthesis/rules/crossover.h"
#include "core/synthesis/rules/flags.h"
#include "core/synthesis/rules/refining.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/tunables.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace espalier::rules {
namespace {

Synthesis told(Synthesis synthesis, const PriorSolution& prior)
{
    synthesis.summary = std::string(PriorSolution::kFrom) + prior.place + " of an earlier search" +
                        (synthesis.summary.empty() ? "" : ": " + synthesis.summary);
    return synthesis;
}

/// The prior kernel itself at first, then half of the time: what it is worth here is the first thing to know.
std::optional<Synthesis> startFrom(const Prompt& prompt, const PriorSolution& prior, Rng& rng)
{
    if (std::ranges::any_of(prior.skills, [&](const std::string& skill) { return prompt.isVetoed(skill); })) {
        return std::nullopt;
    }
    if (prior.untold || rng.uniform() < 0.5) {
        return Synthesis{prior.candidate, prior.skills, ""};
    }
    Prompt onward = prompt;
    onward.parent = prior.candidate;
    onward.edge = EdgeKind::Refine;
    auto piece = Workpiece::open(onward, rng);
    if (!piece) {
        return std::nullopt;
    }
    refine(*piece);
    if (!piece->changed()) {
        return std::nullopt;
    }
    Synthesis synthesis = piece->finish();
    synthesis.skills.insert(synthesis.skills.begin(), prior.skills.begin(), prior.skills.end());
    return synthesis;
}

std::optional<Synthesis> marry(const Prompt& prompt, const PriorSolution& prior, Rng& rng)
{
    auto piece = Workpiece::open(prompt, rng);
    if (!piece || piece->kernel().device() || !crossover(*piece, prior.candidate) || !piece->changed()) {
        return std::nullopt;
    }
    return piece->finish();
}

/// The transformation that made a change; a null pointer where a person or a model made it.
const Transformation* transformationOf(const std::string& change, Dialect dialect)
{
    const auto& all = transformationsOf(dialect);
    const auto made =
        std::ranges::find_if(all, [&](const auto& one) { return change.starts_with(one->name() + ": "); });
    return made == all.end() ? nullptr : made->get();
}

/// At the place the change names, such as the loop over the rows, where there is one here too; else anywhere.
void repeatAt(Workpiece& piece, const Transformation& transformation, const std::string& change)
{
    std::vector<Site> sites = transformation.sites(piece.kernel());
    std::vector<Site> named;
    std::ranges::copy_if(sites, std::back_inserter(named),
                         [&](const Site& site) { return change == transformation.name() + ": " + site.what; });
    const std::vector<Site>& among = named.empty() ? sites : named;
    if (!among.empty()) {
        piece.apply(transformation, among[piece.rng().below(among.size())]);
    }
}

void repeatChanges(Workpiece& piece, const PriorSolution& prior)
{
    std::set<std::string> repeated;
    for (const std::string& change : prior.changes) {
        if (const Transformation* transformation = transformationOf(change, piece.kernel().dialect)) {
            repeatAt(piece, *transformation, change);
            repeated.insert(transformation->name());
        }
    }
    for (const std::string& skill : prior.skills) {
        const Transformation* transformation = transformationNamed(skill, piece.kernel().dialect);
        if (transformation && repeated.insert(skill).second) {
            repeatAt(piece, *transformation, "");
        }
    }
}

void takeTunables(Workpiece& piece, const Candidate& prior)
{
    for (const auto& [name, value] : tunedIn(prior.source)) {
        const std::vector<Tunable> tunables = tunablesIn(piece.kernel());
        const auto same = std::ranges::find(tunables, name, &Tunable::name);
        if (same != tunables.end() && std::ranges::find(same->choices, value) != same->choices.end()) {
            piece.replaceSource(withTunable(piece.kernel(), *same, value), "tune",
                                "tune: " + name + " = " + std::to_string(value));
        }
    }
}

/// The earlier kernel's options, which may relax floating-point arithmetic, only where this task allows that too.
void takeBuild(Workpiece& piece, const Candidate& prior)
{
    if (!piece.mayUse("compiler-flags")) {
        return;
    }
    Candidate& candidate = piece.candidate();
    if (piece.kernel().dialect == Dialect::Triton) {
        return; // its compiler takes no options
    }
    if (piece.prompt().task->tolerance.reassociation) {
        candidate.options = prior.options;
        candidate.compiler = prior.compiler;
        piece.note("compiler-flags", "flags: those of the earlier kernel");
    } else if (!piece.kernel().device()) {
        setBaseOptions(candidate);
        piece.note("compiler-flags", "flags: base options");
    }
}

std::optional<Synthesis> repeat(const Prompt& prompt, const PriorSolution& prior, Rng& rng)
{
    auto piece = Workpiece::open(prompt, rng);
    if (!piece) {
        return std::nullopt;
    }
    repeatChanges(*piece, prior);
    if (!piece->changed()) {
        return std::nullopt;
    }
    takeTunables(*piece, prior.candidate);
    takeBuild(*piece, prior.candidate);
    return piece->finish();
}

} // namespace

std::optional<Synthesis> fromPrior(const Prompt& prompt)
{
    const auto& prior = prompt.memory.prior;
    if (!prior || prior->candidate.language != prompt.parent.language) {
        return std::nullopt;
    }
    Rng rng(prompt.seed);
    const bool anew = prompt.edge == EdgeKind::Draft;
    auto made = prior->sameEntry ? (anew ? startFrom(prompt, *prior, rng) : marry(prompt, *prior, rng))
                : anew           ? repeat(prompt, *prior, rng)
                                 : std::nullopt;
    return made ? std::optional(told(*std::move(made), *prior)) : std::nullopt;
}

} // namespace espalier::rules
