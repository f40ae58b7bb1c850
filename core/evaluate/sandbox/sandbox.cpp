#include "core/evaluate/sandbox/sandbox.h"

#include "core/base/process.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr int kNativeCode = 2; ///< tier: our entry point, but code that may do what a process may do

/// The layers that a worker names when it starts after `before`; nothing when it does not start.
std::optional<std::vector<std::string>> layersOf(std::vector<std::string> before, const std::string& worker,
                                                 std::string& why)
{
    before.insert(before.end(), {worker, "--try", std::to_string(std::size_t{1} << 30), "nothing"});
    const auto run =
        runProcess({.argv = std::move(before), .folder = {}, .timeout = std::chrono::seconds(10), .outputCap = 4096});
    if (!run || !run->succeeded()) {
        why = run ? run->output.substr(0, run->output.find('\n')) : run.error().sentence();
        return std::nullopt;
    }
    std::vector<std::string> layers;
    std::istringstream lines(run->output);
    for (std::string line; std::getline(lines, line);) {
        if (line == "namespaces" || line == "seccomp" || line.rfind("landlock ", 0) == 0) {
            layers.push_back(line);
        }
    }
    return layers;
}

bool has(const std::vector<std::string>& layers, const std::string& name)
{
    return std::any_of(layers.begin(), layers.end(), [&](const std::string& l) { return l.rfind(name, 0) == 0; });
}

} // namespace

Sandbox examineSandbox(const fs::path& worker, const std::optional<fs::path>& bubblewrap)
{
    Sandbox sandbox;
    std::optional<std::vector<std::string>> layers;
    if (!bubblewrap) {
        sandbox.whyNotFull = "bubblewrap is not installed";
    }
    for (const bool disables : {true, false}) {
        const Bubblewrap way{bubblewrap.value_or(fs::path()), disables};
        std::string why;
        if (!bubblewrap || layers) {
            continue;
        }
        layers = layersOf(runSandbox(way, worker, {}), kWorkerInside, why);
        if (layers) {
            sandbox.bubblewrap = way;
            layers->insert(layers->begin(), "bubblewrap");
            sandbox.whyNotFull.clear();
        } else {
            sandbox.whyNotFull = "bubblewrap does not work here (" + why + ")";
        }
    }
    std::string why;
    if (!layers) {
        layers = layersOf({}, worker.string(), why);
    }
    if (!layers) {
        sandbox.whyNotFull = "espalier-worker does not start (" + why + ")";
    }
    sandbox.trust = {kNativeCode, "none", layers.value_or(std::vector<std::string>())};
    sandbox.filtersCalls = has(sandbox.trust.layers, "seccomp");
    const bool landlock = has(sandbox.trust.layers, "landlock");
    if (sandbox.whyNotFull.empty() && !landlock) {
        sandbox.whyNotFull = "this kernel has no Landlock";
    }
    if (sandbox.whyNotFull.empty() && !sandbox.filtersCalls) {
        sandbox.whyNotFull = "this kernel has no system-call filter (seccomp)";
    }
    if (!sandbox.trust.layers.empty()) {
        sandbox.trust.sandbox = sandbox.whyNotFull.empty() ? "full" : "reduced";
    }
    return sandbox;
}

Error unsandboxed(const Sandbox& sandbox)
{
    return {ErrorKind::Unsandboxed, "nothing on this machine confines a kernel that is tried out",
            "neither bubblewrap nor namespaces, Landlock or a system-call filter took hold: " + sandbox.whyNotFull,
            "install bubblewrap, or allow it with --allow-unsandboxed if you trust every candidate with your files"};
}

} // namespace espalier
