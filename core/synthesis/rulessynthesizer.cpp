#include "core/synthesis/rulessynthesizer.h"

#include "core/synthesis/rules/crossover.h"
#include "core/synthesis/rules/cuda/cudaregistry.h"
#include "core/synthesis/rules/device/deviceregistry.h"
#include "core/synthesis/rules/drafting.h"
#include "core/synthesis/rules/priorstart.h"
#include "core/synthesis/rules/refining.h"

namespace espalier {

namespace {

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
    }
}

} // namespace

Result<Synthesis> RulesSynthesizer::synthesize(const Prompt& prompt, Transcript& /*transcript*/,
                                               std::stop_token stop) const
{
    if (!prompt.task) {
        return Error{ErrorKind::Usage, "The prompt names no task", "", "compose it from a task"};
    }
    if (prompt.parent.language != "cpp" && prompt.parent.language != "opencl" && prompt.parent.language != "cuda") {
        return nothingToDo("the rules rewrite C++, OpenCL C and CUDA C++, not " + prompt.parent.language);
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
