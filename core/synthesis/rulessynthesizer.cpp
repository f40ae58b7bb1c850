#include "core/synthesis/rulessynthesizer.h"

#include "core/synthesis/rules/crossover.h"
#include "core/synthesis/rules/cuda/cudaregistry.h"
#include "core/synthesis/rules/device/deviceregistry.h"
#include "core/synthesis/rules/drafting.h"
#include "core/synthesis/rules/priorstart.h"
#include "core/synthesis/rules/refining.h"
#include "core/synthesis/rules/triton/tritonregistry.h"

#include <algorithm>
#include <array>

namespace espalier {

namespace {

constexpr std::array<std::string_view, 4> kLanguages{"cpp", "opencl", "cuda", "triton"};

Error nothingToDo(const std::string& why)
{
    return {ErrorKind::Answer, "The rules can make nothing more of this kernel", why,
            "let the search continue elsewhere"};
}

void draftFor(rules::Workpiece& piece)
{
    switch (piece.kernel().dialect) {
    case rules::Dialect::Cpp:
        return rules::draft(piece);
    case rules::Dialect::OpenCl:
        return rules::draftForDevice(piece);
    case rules::Dialect::Cuda:
        return rules::draftForCuda(piece);
    case rules::Dialect::Triton:
        return rules::draftForTriton(piece);
    }
}

} // namespace

Result<Synthesis> RulesSynthesizer::synthesize(const Prompt& prompt, Transcript& /*transcript*/,
                                               std::stop_token stop) const
{
    if (!prompt.task) {
        return Error{ErrorKind::Usage, "The prompt names no task", "", "compose it from a task"};
    }
    if (std::ranges::find(kLanguages, prompt.parent.language) == kLanguages.end()) {
        return nothingToDo("the rules rewrite C++, OpenCL C, CUDA C++ and Triton, not " + prompt.parent.language);
    }
    if (auto made = rules::fromPrior(prompt)) {
        return *std::move(made);
    }
    Rng rng(prompt.seed);
    auto piece = rules::Workpiece::open(prompt, rng);
    if (!piece) {
        return piece.error();
    }
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "Stopped before a candidate was made", "", "resume the search"};
    }
    switch (prompt.edge) {
    case EdgeKind::Root:
    case EdgeKind::Draft:
    case EdgeKind::Restart:
        draftFor(*piece);
        break;
    case EdgeKind::Merge:
        if (prompt.other && !piece->kernel().device()) {
            rules::crossover(*piece, *prompt.other);
        }
        if (!piece->changed()) {
            rules::refine(*piece);
        }
        break;
    case EdgeKind::Refine:
    case EdgeKind::Hand:
        rules::refine(*piece);
        break;
    }
    if (!piece->changed() || piece->candidate() == prompt.parent) {
        return nothingToDo("no transformation applies");
    }
    return piece->finish();
}

} // namespace espalier
