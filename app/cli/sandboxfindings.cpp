#include "app/cli/sandboxfindings.h"

#include "core/base/paths.h"
#include "core/evaluate/sandbox/selftest.h"

#include <algorithm>

namespace espalier::cli {
namespace {

std::string layerNamed(const Sandbox& sandbox, const std::string& name)
{
    const auto& layers = sandbox.trust.layers;
    const auto found =
        std::ranges::find_if(layers, [&](const std::string& layer) { return layer.rfind(name, 0) == 0; });
    return found == layers.end() ? std::string() : *found;
}

Finding layer(const Sandbox& sandbox, const char* name, const char* layer, const char* holds, const char* without)
{
    const std::string found = layerNamed(sandbox, layer);
    return {name, !found.empty(), false, found.empty() ? without : found + ": " + holds, ""};
}

} // namespace

std::vector<Finding> sandboxFindings()
{
    const std::filesystem::path worker = programFolder() / "espalier-worker";
    const Sandbox sandbox = examineSandbox(worker, findBubblewrap());
    std::vector<Finding> findings{
        {"sandbox", !sandbox.none(), true,
         sandbox.trust.sandbox + (sandbox.whyNotFull.empty() ? "" : "; " + sandbox.whyNotFull),
         sandbox.whyNotFull.empty() ? "" : "apt install bubblewrap, or see the manual's page on the sandbox"},
        layer(sandbox, "bubblewrap", "bubblewrap",
              "compilers and workers have a root, processes and a network of their own",
              "does not hold here; the layers below stand in"),
        layer(sandbox, "Landlock", "landlock", "candidates and compilers open no file of yours",
              "not on; inside bubblewrap there is no file of yours, without it a candidate may read them"),
        layer(sandbox, "seccomp", "seccomp", "candidates can start no process and open no socket",
              "this kernel has no system-call filter"),
    };
    for (const Trial& trial : testSandboxes(sandbox, worker)) {
        findings.push_back({trial.sandbox + " sandbox", trial.held, false, trial.attempt + ": " + trial.how,
                            trial.held ? "" : "see sandbox above"});
    }
    return findings;
}

} // namespace espalier::cli
