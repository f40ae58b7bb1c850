#include "core/evaluate/toolchain/toolchain.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/evaluate/toolchain/buildlog.h"
#include "core/evaluate/toolchain/compileoptions.h"
#include "core/evaluate/toolchain/sourceguard.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

/// Has it write down which loops it vectorised. The code stays the same to the byte, and no time is added that can be
/// measured (0.27 s with and without for the seed of rmsnorm).
std::vector<std::string> loopReportOptions(const std::string& compiler)
{
    const std::string file = kLoopReport;
    return compiler.starts_with("clang") ? std::vector<std::string>{"-foptimization-record-file=" + file,
                                                                    "-foptimization-record-passes=loop-vectorize"}
                                         : std::vector<std::string>{"-fopt-info-vec-optimized-missed=" + file};
}

bool isCompilerName(const std::string& name)
{
    return std::all_of(name.begin(), name.end(),
                       [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
                       }) &&
           (name.rfind("g++", 0) == 0 || name.rfind("clang++", 0) == 0);
}

BuildOutcome refused(Verdict verdict, std::string reason)
{
    BuildOutcome outcome;
    outcome.verdict = verdict;
    outcome.reason = std::move(reason);
    return outcome;
}

} // namespace

Toolchain::Toolchain(const Task& task, fs::path folder, fs::path confiner, Sandbox sandbox, ProcessLimits limits)
    : m_header(task.header()), m_entryPoint(task.entryPoint()), m_folder(std::move(folder)),
      m_confiner(std::move(confiner)), m_sandbox(std::move(sandbox)), m_limits(limits)
{
}

std::optional<fs::path> Toolchain::findCompiler(const std::string& name)
{
    if (!isCompilerName(name)) {
        return std::nullopt;
    }
    if (auto found = findOnPath(name)) {
        return found;
    }
    for (const char* other : {"clang++-19", "clang++-14"}) {
        if (auto found = name == "clang++" ? findOnPath(other) : std::nullopt) {
            return found;
        }
    }
    return std::nullopt;
}

BuildOutcome Toolchain::build(const Candidate& candidate, std::stop_token stop)
{
    return build(candidate, {}, std::move(stop));
}

BuildOutcome Toolchain::build(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop)
{
    if (candidate.language != "cpp") {
        return refused(Verdict::BuildFailed, "the cpu target builds C++ (cpp), not " + candidate.language);
    }
    if (auto why = refusedOption(candidate.options)) {
        return refused(Verdict::BuildFailed, *why);
    }
    if (auto why = link.empty() ? refusedSource(candidate.source) : std::nullopt) {
        return refused(Verdict::Blocked, *why);
    }
    const std::string key = sha256(toObject(candidate) + joined(link));
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_built.find(key); found != m_built.end()) {
            return found->second;
        }
    }
    BuildOutcome outcome = compile(candidate, link, stop);
    if (!stop.stop_requested()) {
        const std::lock_guard lock(m_mutex);
        m_built.emplace(key, outcome);
    }
    return outcome;
}

BuildOutcome Toolchain::compile(const Candidate& candidate, const std::vector<std::string>& link, std::stop_token stop)
{
    const auto compiler = findCompiler(candidate.compiler);
    if (!compiler) {
        return refused(Verdict::BuildFailed, "the compiler " + candidate.compiler.substr(0, 40) +
                                                 " is not on this machine; install " +
                                                 (candidate.compiler.rfind("clang", 0) == 0 ? "clang" : "g++"));
    }
    const fs::path folder = m_folder / ("build-" + std::to_string(m_number++));
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto write = [&](const char* name, const std::string& text) {
        return bool(writeFileAtomic(folder / name, text));
    };
    if (failed || !write("task.h", m_header) || !write("candidate.cpp", candidate.source) ||
        !write("entry.cpp", m_entryPoint)) {
        return refused(Verdict::BuildFailed, "cannot write the source to " + folder.string() + "; is the disk full");
    }
    std::vector<std::string> command{candidate.compiler, "-std=c++20", "-shared", "-fPIC", "-fvisibility=hidden"};
    command.insert(command.end(), candidate.options.begin(), candidate.options.end());
    for (const char* word : {"-Wl,-z,defs", "-o", "candidate.so", "entry.cpp"}) {
        command.emplace_back(word);
    }
    command.insert(command.end(), link.begin(), link.end());

    std::vector<std::string> argv = command;
    argv.front() = compiler->string();
    for (const std::string& option : loopReportOptions(candidate.compiler)) {
        argv.push_back(option);
    }
    const auto run = runProcess(confinedBuild(m_sandbox, m_confiner, folder, argv, m_limits), stop);
    BuildOutcome outcome;
    outcome.report.command = joined(command);
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    outcome.report.log = printable(run->output);
    if (run->succeeded() && fs::exists(folder / "candidate.so", failed)) {
        outcome.library = folder / "candidate.so";
    } else {
        outcome.reason = whyItFailed(*run, outcome.report.log, m_limits);
        fs::remove_all(folder, failed);
    }
    return outcome;
}

} // namespace espalier
