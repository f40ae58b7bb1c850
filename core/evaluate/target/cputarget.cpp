#include "core/evaluate/target/cputarget.h"

#include "core/base/file.h"
#include "core/synthesis/rules/parallelouterloop.h"
#include "core/synthesis/rules/translationunit.h"

#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kPlainOptions{"-O2"};
const std::vector<std::string> kCompiledOptions{"-O3", "-march=native", "-fopenmp"};

std::string anyCompiler()
{
    return Toolchain::findCompiler("g++") ? "g++" : Toolchain::findCompiler("clang++") ? "clang++" : "";
}

Error noWorker()
{
    return {ErrorKind::Machine, "espalier-worker is missing", "it is not beside this program",
            "install Espalier anew, or build the target \"programs\""};
}

Error noCompiler()
{
    return {ErrorKind::Machine, "there is no C++ compiler on this machine", "neither g++ nor clang++ is on PATH",
            "install g++ (on Debian and Ubuntu: apt install g++)"};
}

} // namespace

CpuTarget::CpuTarget(const Task& task, const fs::path& folder, const fs::path& worker, const Sandbox& sandbox)
    : m_task(task), m_worker(worker), m_toolchain(task, folder, worker, sandbox),
      m_sanitizers(m_task, folder, worker, sandbox)
{
}

Result<std::unique_ptr<Target>> CpuTarget::open(const Task& task, const fs::path& folder, const fs::path& programs,
                                                const Sandbox& sandbox)
{
    const fs::path worker = findProgram(programs, "espalier-worker");
    if (worker.empty()) {
        return noWorker();
    }
    return std::unique_ptr<Target>(new CpuTarget(task, folder, worker, sandbox));
}

std::optional<Error> CpuTarget::problem(const fs::path& programs)
{
    if (findProgram(programs, "espalier-worker").empty()) {
        return noWorker();
    }
    return anyCompiler().empty() ? std::optional(noCompiler()) : std::nullopt;
}

Candidate CpuTarget::plain(std::string source)
{
    return {"cpp", "g++", kPlainOptions, std::move(source)};
}

Result<std::vector<Target::Baseline>> CpuTarget::baselinesOf(const Task& task)
{
    const std::string compiler = anyCompiler();
    if (compiler.empty()) {
        return noCompiler();
    }
    const auto seed = readFile(task.seedFile());
    if (!seed) {
        return seed.error();
    }
    // A seed that cannot be read would stand there serial under the name of a parallel one, and everything would beat
    // it.
    if (const auto readable = rules::parseKernel(*seed, task.header(), task.name); !readable) {
        return Error{ErrorKind::Machine, "the baseline compiled of " + task.name + " cannot be made",
                     readable.error().why,
                     "install clang's headers (libclang-common-19-dev), or write the seed in standard C++20"};
    }
    const auto parallel = rules::withParallelOuterLoop(*seed, task.header(), task.name);
    std::vector<Baseline> list{{"plain", {"cpp", compiler, kPlainOptions, *seed}, {}},
                               {"compiled", {"cpp", compiler, kCompiledOptions, parallel ? *parallel : *seed}, {}}};
    for (const BaselineSpec& spec : task.baselines) {
        if (const auto source = readFile(spec.source)) {
            list.push_back({spec.name, {"cpp", compiler, kCompiledOptions, *source}, spec.link});
        }
    }
    return list;
}

BuildOutcome CpuTarget::build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop)
{
    return m_toolchain.build(candidate, link, std::move(stop));
}

SanitizerReport CpuTarget::sanitize(const Candidate& candidate, const std::stop_token& stop) const
{
    return m_sanitizers.check(candidate, stop);
}

} // namespace espalier
