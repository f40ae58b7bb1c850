#include "core/synthesis/rules/priorstart.h"

#include "core/synthesis/rules/crossover.h"
#include "core/synthesis/rules/flags.h"
#include "core/synthesis/rules/refining.h"
#include "core/synthesis/rules/registry.h"

namespace espalier::rules {
namespace {

Synthesis told(Synthesis synthesis, const PriorSolution& prior)
{
    synthesis.summary = "from node " + prior.place + " of an earlier search" +
                        (synthesis.summary.empty() ? "" : ": " + synthesis.summary);
    return synthesis;
}

/// The prior kernel itself half of the time: what it is worth here is the first thing to know.
std::optional<Synthesis> startFrom(const Prompt& prompt, const PriorSolution& prior, Rng& rng)
{
    if (rng.uniform() < 0.5) {
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
    if (!piece || piece->kernel().device || !crossover(*piece, prior.candidate) || !piece->changed()) {
        return std::nullopt;
    }
    return piece->finish();
}

std::optional<Synthesis> repeatSkills(const Prompt& prompt, const PriorSolution& prior, Rng& rng)
{
    auto piece = Workpiece::open(prompt, rng);
    if (!piece) {
        return std::nullopt;
    }
    for (const std::string& skill : prior.skills) {
        const Transformation* transformation = transformationNamed(skill);
        const auto sites = transformation ? transformation->sites(piece->kernel()) : std::vector<Site>();
        if (!sites.empty()) {
            piece->apply(*transformation, sites[rng.below(sites.size())]);
        }
    }
    if (!piece->changed()) {
        return std::nullopt;
    }
    if (!piece->kernel().device) {
        setBaseOptions(piece->candidate());
        setFastMath(piece->candidate(), prompt.task->tolerance.reassociation);
        piece->note("compiler-flags", "flags: base options");
    }
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
                : anew           ? repeatSkills(prompt, *prior, rng)
                                 : std::nullopt;
    return made ? std::optional(told(*std::move(made), *prior)) : std::nullopt;
}

} // namespace espalier::rules
