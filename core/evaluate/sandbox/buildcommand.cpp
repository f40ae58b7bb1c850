#include "core/evaluate/sandbox/buildcommand.h"

namespace espalier {

ProcessSpec confinedBuild(const Sandbox& sandbox, const std::filesystem::path& worker,
                          const std::filesystem::path& folder, const std::vector<std::string>& argv,
                          const ProcessLimits& limits, const std::optional<Interpreter>& interpreter)
{
    ProcessSpec spec;
    if (sandbox.bubblewrap) {
        // Drivers look for the assembler and the linker beside themselves and on PATH.
        const std::string path =
            std::filesystem::path(argv.front()).parent_path().string() + ":/usr/local/bin:/usr/bin:/bin";
        spec.argv = buildSandbox(*sandbox.bubblewrap, worker, folder, path, interpreter);
        spec.argv.insert(spec.argv.end(), {kWorkerInside, "--confine", kBuildFolderInside, "--"});
    } else {
        spec.argv = {worker.string(), "--confine", folder.string(), "--"};
    }
    spec.argv.insert(spec.argv.end(), argv.begin(), argv.end());
    spec.folder = folder;
    limits.holdTo(spec);
    spec.memoryCap = limits.memory;
    return spec;
}

} // namespace espalier
