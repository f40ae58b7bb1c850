// The part of LocalEvaluator that runs once, when it opens: what a candidate has to beat.

#include "core/base/file.h"
#include "core/evaluate/localevaluator.h"
#include "core/synthesis/rules/parallelouterloop.h"

namespace espalier {
namespace {

const std::vector<std::string> kPlainOptions{"-O2"};
const std::vector<std::string> kCompiledOptions{"-O3", "-march=native", "-fopenmp"};

std::string anyCompiler()
{
    return Toolchain::findCompiler("g++") ? "g++" : Toolchain::findCompiler("clang++") ? "clang++" : "";
}

} // namespace

Result<void> LocalEvaluator::buildBaselines(std::stop_token stop)
{
    const std::string compiler = anyCompiler();
    if (compiler.empty()) {
        return Error{ErrorKind::Machine, "there is no C++ compiler on this machine",
                     "neither g++ nor clang++ is on PATH", "install g++ (on Debian and Ubuntu: apt install g++)"};
    }
    const auto seed = readFile(m_task.seedFile());
    if (!seed) {
        return seed.error();
    }
    buildBaseline("plain", {"cpp", compiler, kPlainOptions, *seed}, {}, stop);
    if (m_request.baselines.empty()) {
        return Error{ErrorKind::Usage, "the plain seed of " + m_task.name + " does not build",
                     m_baselines.front().reason, "repair " + m_task.seedFile().string()};
    }
    const auto parallel = rules::withParallelOuterLoop(*seed, m_task.header(), m_task.name);
    buildBaseline("compiled", {"cpp", compiler, kCompiledOptions, parallel ? *parallel : *seed}, {}, stop);
    for (const BaselineSpec& spec : m_task.baselines) {
        if (const auto source = readFile(spec.source)) {
            buildBaseline(spec.name, {"cpp", compiler, kCompiledOptions, *source}, spec.link, stop);
        }
    }
    return {};
}

void LocalEvaluator::buildBaseline(const std::string& name, const Candidate& candidate,
                                   const std::vector<std::string>& link, std::stop_token stop)
{
    BuildOutcome built;
    m_gate->build([&] { built = m_toolchain.build(candidate, link, stop); });
    if (built.library) {
        m_request.baselines.push_back({name, *built.library});
        return;
    }
    BaselineResult result;
    result.name = name;
    result.reason = built.reason;
    m_baselines.push_back(std::move(result));
}

} // namespace espalier
