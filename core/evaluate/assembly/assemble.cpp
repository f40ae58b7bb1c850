#include "core/evaluate/assembly/assemble.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/diagnose/assemblytext.h"
#include "core/diagnose/machine.h"
#include "core/evaluate/assembly/listingcache.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/devicebuilder.h"

#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kListingCap = std::size_t{16} << 20;

/// What a build needs.
struct Workshop
{
    fs::path programs;
    TemporaryFolder folder{"espalier-assembly"};
    Sandbox sandbox;
};

Error unreadable(const std::string& why, const std::string& todo)
{
    return {ErrorKind::Machine, "the assembly cannot be read", why, todo};
}

Error notBuilt(const BuildOutcome& outcome)
{
    return {ErrorKind::Answer, "there is no assembly", outcome.reason, "see its build log"};
}

/// What a disassembler prints; run where compilers run, since what it reads came of hostile source.
Result<std::string> listing(const Workshop& workshop, const fs::path& confiner, const fs::path& folder,
                            const std::vector<std::string>& argv, const std::stop_token& stop)
{
    ProcessSpec spec = confinedBuild(workshop.sandbox, confiner, folder, argv, kBuildLimits);
    spec.outputCap = kListingCap;
    const auto run = runProcess(spec, stop);
    if (!run) {
        return run.error();
    }
    if (!run->succeeded()) {
        return unreadable(fs::path(argv.front()).filename().string() + " failed", "see whether it is installed whole");
    }
    if (run->outputCut) { // half of it would be compared as if it were all
        return unreadable("the listing is longer than 16 MiB", "compare the sources");
    }
    return run->output;
}

Result<Assembly> assembleX86(const Task& task, const Candidate& candidate, const Workshop& workshop,
                             const std::stop_token& stop)
{
    const auto objdump = findOnPath("objdump");
    if (!objdump) {
        return unreadable("there is no disassembler on this machine", "install binutils");
    }
    const fs::path worker = findProgram(workshop.programs, "espalier-worker");
    Toolchain toolchain(task, workshop.folder.path(), worker, workshop.sandbox);
    const BuildOutcome outcome = toolchain.build(candidate, stop);
    if (!outcome.library) {
        return notBuilt(outcome);
    }
    const auto text = listing(workshop, worker, outcome.library->parent_path(),
                              {objdump->string(), "-d", "--no-show-raw-insn", "--section=.text", "candidate.so"}, stop);
    if (!text) {
        return text.error();
    }
    return Assembly{outcome.report.command, {{"x86", comparableX86(*text)}}};
}

Result<Assembly> assembleCuda(const Task& task, const Candidate& candidate, const Workshop& workshop,
                              const std::stop_token& stop)
{
    auto builder = openDeviceBuilder("cuda", task, workshop.folder.path(), workshop.programs, workshop.sandbox);
    if (!builder) {
        return builder.error();
    }
    const BuildOutcome outcome = builder->build(candidate, stop);
    if (!outcome.library) {
        return notBuilt(outcome);
    }
    const fs::path folder = outcome.library->parent_path();
    Assembly assembly{outcome.report.command, {}};
    if (const auto disassembler = findCudaDisassembler()) {
        const auto sass = listing(workshop, findProgram(workshop.programs, "espalier-cuworker"), folder,
                                  {disassembler->string(), "--print-code", "candidate.cubin"}, stop);
        if (sass) {
            assembly.forms.push_back({"SASS", comparableSass(*sass)});
        } else if (stop.stop_requested()) {
            return sass.error();
        }
    }
    if (const auto ptx = readFile(folder / "candidate.ptx", kListingCap)) {
        assembly.forms.push_back({"PTX", comparablePtx(*ptx)});
    }
    if (assembly.forms.empty()) {
        return unreadable("its compiler left no PTX, and there is no nvdisasm",
                          "install the CUDA Toolkit's nvdisasm (cuda-nvdisasm)");
    }
    return assembly;
}

/// What is built for this processor by this toolchain; a compiler that was replaced has another size.
std::string keyOf(const Task& task, const std::string& target, const Candidate& candidate)
{
    std::string tools;
    for (const auto& tool : {Toolchain::findCompiler(candidate.compiler), findCudaDisassembler()}) {
        std::error_code failed;
        tools += tool ? tool->string() + " " + std::to_string(fs::file_size(fs::canonical(*tool, failed), failed)) : "";
    }
    return sha256(target + "\n" + task.header() + "\n" + toObject(candidate) + "\n" + tools + "\n" +
                  readMachine().fingerprint());
}

/// Where the disassembler failed or was stopped, the next one to ask may be luckier.
bool isWhole(const std::string& target, const Assembly& assembly)
{
    return target == "cpu" || assembly.forms.front().name == "SASS" || !findCudaDisassembler();
}

} // namespace

Result<Assembly> assemble(const Task& task, const std::string& target, const Candidate& candidate,
                          const AssembleOptions& options, std::stop_token stop)
{
    if (target != "cpu" && target != "cuda") {
        return Error{ErrorKind::Answer, "there is no assembly of the target " + target,
                     "its compiler gives no listing that could be compared", "compare the sources"};
    }
    const ListingCache cache(options.cache.empty() ? cacheFolder() / "assembly" : options.cache);
    const std::string key = keyOf(task, target, candidate);
    if (auto kept = cache.find(key)) {
        return *std::move(kept);
    }
    Workshop workshop;
    workshop.programs = options.programs;
    workshop.sandbox = examineSandbox(findProgram(options.programs, "espalier-worker"), findBubblewrap());
    if (workshop.folder.path().empty()) {
        return unreadable("a temporary folder cannot be made", "free some space or set TMPDIR to another folder");
    }
    if (workshop.sandbox.none() && options.consent == SandboxConsent::Required) {
        return unsandboxed(workshop.sandbox);
    }
    Result<Assembly> assembly = Error{};
    MachineGate().build(
        [&] {
            assembly = target == "cpu" ? assembleX86(task, candidate, workshop, stop)
                                       : assembleCuda(task, candidate, workshop, stop);
        },
        {}, stop);
    if (assembly && isWhole(target, *assembly)) {
        cache.keep(key, *assembly);
    }
    return assembly;
}

} // namespace espalier
