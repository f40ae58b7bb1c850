#include "core/evaluate/finalist/sanitizers.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/evaluate/finalist/sanitizedprogram.h"
#include "core/evaluate/sandbox/buildcommand.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <algorithm>
#include <sstream>
#include <thread>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kBuildTime{60};
constexpr std::chrono::seconds kRunTime{30};

/// The candidate's own options without its level of optimisation and of debugging. -O1 keeps the sanitizers' checks in
/// place and the run short.
std::vector<std::string> keptOptions(const Candidate& candidate)
{
    std::vector<std::string> kept;
    std::copy_if(candidate.options.begin(), candidate.options.end(), std::back_inserter(kept),
                 [](const std::string& option) { return option.rfind("-O", 0) != 0 && option.rfind("-g", 0) != 0; });
    return kept;
}

/// The line of a report that says what was found, without addresses and process numbers.
std::string headline(const std::string& output)
{
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t undefined = line.find("runtime error: ");
        if (undefined != std::string::npos) {
            return line.substr(undefined + 15, 200);
        }
        for (const std::string_view who : {"AddressSanitizer: ", "ThreadSanitizer: "}) {
            const std::size_t at = line.find(who);
            if (at != std::string::npos && line.find("SUMMARY") == std::string::npos) {
                const std::string what = line.substr(at + who.size(), 200);
                return what.substr(0, std::min(what.find(" on address"), what.find(" (pid")));
            }
        }
    }
    return {};
}

/// The first place in the candidate's own source that a report names, such as "candidate.cpp:12".
std::string placeIn(const std::string& output)
{
    const std::size_t at = output.find("candidate.cpp:");
    const std::size_t end = at == std::string::npos ? at : output.find_first_not_of("0123456789", at + 14);
    return at == std::string::npos ? "" : " at " + output.substr(at, end - at);
}

/// A sanitizer that could not start on this machine, which is not the candidate's fault.
bool couldNotStart(const std::string& output)
{
    for (const char* sign : {"unexpected memory mapping", "Shadow memory range", "failed to allocate", "failed to map",
                             "ReserveShadowMemoryRange", "error while loading shared libraries", "CHECK failed"}) {
        if (output.find(sign) != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

SanitizerCheck::SanitizerCheck(const Task& task, fs::path folder, fs::path confiner, Sandbox sandbox)
    : m_task(task), m_folder(std::move(folder)), m_confiner(std::move(confiner)), m_sandbox(std::move(sandbox))
{
}

SanitizerReport SanitizerCheck::check(const Candidate& candidate, const std::stop_token& stop) const
{
    const fs::path folder = m_folder / ("finalist-" + sha256(toObject(candidate)).substr(0, 16));
    SanitizerReport report;
    Outcome addresses;
    std::jthread beside([&] { addresses = run(Kind::Addresses, candidate, folder / "addresses", stop); });
    const Outcome threads = run(Kind::Threads, candidate, folder / "threads", stop);
    beside.join();
    std::error_code gone;
    fs::remove_all(folder, gone);
    report.finding = addresses.finding ? addresses.finding : threads.finding;
    const auto said = [](const char* what, const Outcome& outcome) {
        return std::string(what) + (outcome.finding            ? ": found"
                                    : outcome.obstacle.empty() ? ": clean"
                                                               : ": not checked, " + outcome.obstacle);
    };
    report.checked = said("addresses and undefined behaviour", addresses) + "; " + said("data races", threads);
    return report;
}

/// Why it could not be built; empty when it stands in the folder as `sanitized`.
std::string SanitizerCheck::build(Kind kind, const Candidate& candidate, const fs::path& folder,
                                  const std::stop_token& stop) const
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto write = [&](const char* name, const std::string& text) {
        return bool(writeFileAtomic(folder / name, text));
    };
    if (failed || !write("task.h", m_task.header()) || !write("candidate.cpp", candidate.source) ||
        !write("entry.cpp", m_task.entryPoint()) || !write("main.cpp", sanitizedMain()) ||
        !write("openmp.cpp", openMpAnnotations())) {
        return "its folder cannot be written";
    }
    // The two macros are how a kernel could tell that it is being watched.
    std::vector<std::string> argv{"/usr/bin/g++",           "-std=c++20",           "-w", "-g1",
                                  "-U__SANITIZE_ADDRESS__", "-U__SANITIZE_THREAD__"};
    const auto kept = keptOptions(candidate);
    argv.insert(argv.end(), kept.begin(), kept.end());
    argv.emplace_back("-O1");
    if (kind == Kind::Threads) {
        argv.insert(argv.end(), {"-fsanitize=thread", "openmp.cpp", "-fopenmp"});
        const auto wraps = openMpWraps();
        argv.insert(argv.end(), wraps.begin(), wraps.end());
    } else {
        // An unaligned load is defined on the processors we build for; vptr needs the candidate's run-time types.
        argv.insert(argv.end(),
                    {"-fsanitize=address,undefined", "-fno-sanitize=alignment,vptr", "-fno-sanitize-recover=all"});
    }
    argv.insert(argv.end(), {"entry.cpp", "main.cpp", "-o", "sanitized"});
    ProcessLimits limits = kBuildLimits;
    limits.time = kBuildTime;
    const auto built = runProcess(confinedBuild(m_sandbox, m_confiner, folder, argv, limits), stop);
    if (built && built->succeeded()) {
        return {};
    }
    if (!built || built->timedOut || built->cancelled) {
        return "the build did not end in time";
    }
    return built->output.find("cannot find -l") != std::string::npos ? "the sanitizer's library is not installed"
                                                                     : "g++ refuses the source";
}

/// A function of libgomp the program calls that the annotations do not know.
std::string SanitizerCheck::unknownConstruct(const fs::path& program, const std::stop_token& stop) const
{
    ProcessSpec spec;
    spec.argv = {"nm", "-u", program.string()};
    const auto listed = runProcess(spec, stop);
    if (!listed || !listed->succeeded()) {
        return "nm is missing; install binutils";
    }
    std::istringstream words(listed->output);
    for (std::string word; words >> word;) {
        if (!isAnnotated(word)) {
            return "its OpenMP needs " + word.substr(0, word.find('@')) + ", which the thread sanitizer cannot follow";
        }
    }
    return {};
}

SanitizerCheck::Outcome SanitizerCheck::run(Kind kind, const Candidate& candidate, const fs::path& folder,
                                            const std::stop_token& stop) const
{
    const char* name = kind == Kind::Threads ? "the thread sanitizer" : "the address sanitizer";
    if (std::string why = build(kind, candidate, folder, stop); !why.empty()) {
        return {{}, std::move(why)};
    }
    if (std::string why = kind == Kind::Threads ? unknownConstruct(folder / "sanitized", stop) : ""; !why.empty()) {
        return {{}, std::move(why)};
    }
    const auto nonce = writeSanitizerCases(m_task, folder / "cases.bin");
    if (!nonce) {
        return {{}, "its inputs cannot be written"};
    }
    ProcessLimits limits = kBuildLimits;
    limits.time = kRunTime;
    limits.output = std::size_t{1} << 20;
    const fs::path inside = m_sandbox.bubblewrap ? fs::path(kBuildFolderInside) : folder;
    ProcessSpec spec = confinedBuild(m_sandbox, m_confiner, folder, {(inside / "sanitized").string()}, limits);
    spec.memoryCap = 0; // a sanitizer reserves terabytes of addresses; what it uses is limited all the same
    const auto ran = runProcess(spec, stop);
    if (!ran || ran->timedOut || ran->cancelled) {
        return {{}, "it did not end within " + std::to_string(kRunTime.count()) + " s"};
    }
    const bool finished = ran->output.size() > nonce->size() &&
                          ran->output.compare(ran->output.size() - nonce->size() - 1, nonce->size(), *nonce) == 0;
    if (ran->succeeded() && finished) {
        return {};
    }
    if (couldNotStart(ran->output)) {
        return {{}, std::string(name) + " does not start on this machine"};
    }
    const std::string what = printable(headline(ran->output)); // the kernel may have printed it
    return {std::string(name) +
                (what.empty() ? " saw it end before its time" : " found: " + what + placeIn(ran->output)),
            {}};
}

} // namespace espalier
