// The part of LocalEvaluator that runs once, when it opens: what a candidate has to beat.

#include "core/base/file.h"
#include "core/evaluate/localevaluator.h"
#include "core/synthesis/rules/parallelouterloop.h"

#include <thread>
#include <utility>

namespace espalier {
namespace {

const std::vector<std::string> kPlainOptions{"-O2"};
const std::vector<std::string> kCompiledOptions{"-O3", "-march=native", "-fopenmp"};

std::string anyCompiler()
{
    return Toolchain::findCompiler("g++") ? "g++" : Toolchain::findCompiler("clang++") ? "clang++" : "";
}

} // namespace

Result<Candidate> LocalEvaluator::compiledSeed() const
{
    const std::string compiler = anyCompiler();
    if (compiler.empty()) {
        return Error{ErrorKind::Machine, "there is no C++ compiler on this machine",
                     "neither g++ nor clang++ is on PATH", "install g++ (on Debian and Ubuntu: apt install g++)"};
    }
    auto seed = readFile(m_task.seedFile());
    if (!seed) {
        return seed.error();
    }
    auto parallel = rules::withParallelOuterLoop(*seed, m_task.header(), m_task.name);
    return Candidate{"cpp", compiler, kCompiledOptions, parallel ? *std::move(parallel) : *std::move(seed)};
}

Result<void> LocalEvaluator::buildBaselines(std::stop_token stop)
{
    const auto compiled = compiledSeed();
    if (!compiled) {
        return compiled.error();
    }
    const auto seed = readFile(m_task.seedFile());
    if (!seed) {
        return seed.error();
    }
    std::vector<BaselineSource> sources{{"plain", {"cpp", compiled->compiler, kPlainOptions, *seed}, {}},
                                        {"compiled", *compiled, {}}};
    for (const BaselineSpec& spec : m_task.baselines) {
        if (const auto source = readFile(spec.source)) {
            sources.push_back({spec.name, {"cpp", compiled->compiler, kCompiledOptions, *source}, spec.link});
        }
    }
    // A vendor's headers take seconds to compile, so all are built at once.
    std::vector<BuildOutcome> built(sources.size());
    {
        std::vector<std::jthread> builds;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            builds.emplace_back([&, i] {
                m_gate->build([&] { built[i] = m_toolchain.build(sources[i].candidate, sources[i].link, stop); }, {},
                              stop);
            });
        }
    }
    return enterBaselines(sources, built);
}

/// Those that built go to the judge; the others stand in the table with their reason.
Result<void> LocalEvaluator::enterBaselines(const std::vector<BaselineSource>& sources,
                                            const std::vector<BuildOutcome>& built)
{
    if (!built.front().library) {
        return Error{ErrorKind::Usage, "the plain seed of " + m_task.name + " does not build", built.front().reason,
                     "repair " + m_task.seedFile().string()};
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (built[i].library) {
            m_request.baselines.push_back({sources[i].name, *built[i].library});
        } else {
            BaselineResult result;
            result.name = sources[i].name;
            result.reason = built[i].reason;
            m_baselines.push_back(std::move(result));
        }
    }
    return {};
}

} // namespace espalier
