#include "app/cli/profilerpass.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/words.h"
#include "core/evaluate/sandbox/profilercommand.h"
#include "core/evaluate/toolchain/buildlog.h"
#include "core/profile/readprofile.h"

#include <algorithm>

namespace espalier::cli {
namespace {

constexpr std::size_t kLongestWord = 500;

/// Why the process ended before it was done; nothing where it ended by itself.
std::optional<Error> whyEnded(const ProcessOutcome& run)
{
    if (run.cancelled) {
        return Error{ErrorKind::Interrupted, "interrupted before the profile was there", "", "run it again"};
    }
    if (run.timedOut) {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(kProfilerLimits.time).count();
        return Error{ErrorKind::Machine, "the profiler took more than " + std::to_string(minutes) + " minutes", "",
                     "profile a smaller case with --case"};
    }
    if (run.exceeded) {
        return Error{ErrorKind::Machine, "the profiler was ended", "it " + kProfilerLimits.exceeded(*run.exceeded),
                     "profile a smaller case with --case"};
    }
    return std::nullopt;
}

/// A worker's one sentence; of an interpreter the last line is what it failed of.
std::string wordOf(const std::string& printed, bool last)
{
    const std::string_view text = trimmed(printed);
    const std::size_t end = last ? text.rfind('\n') : text.find('\n');
    const std::string_view line = end == std::string_view::npos ? text
                                  : last                        ? text.substr(end + 1)
                                                                : text.substr(0, end);
    return printable(std::string(line.substr(0, kLongestWord)));
}

} // namespace

Result<ProfileReport> ProfilerPass::run(const std::filesystem::path& folder,
                                        const std::optional<Bubblewrap>& bubblewrap, const StageCallback& stage,
                                        const std::stop_token& stop) const
{
    Result<ProcessOutcome> run = Error{};
    MachineGate gate;
    gate.time([&] { run = runProcess(profilerProcess(bubblewrap, folder, programs, argv), stop); },
              [&stage](const std::string& holder) { stage("waiting for " + holder + " to finish"); }, stop);
    if (!run) {
        return run.error();
    }
    if (auto ended = whyEnded(*run)) {
        return *std::move(ended);
    }
    const auto text = readFile(report, kProfileCap);
    auto read = readProfile(tool, text ? *text : std::string());
    if (read) {
        return read;
    }
    Error error = read.error();
    error.kind = error.kind == ErrorKind::Usage ? ErrorKind::Machine : error.kind;
    if (const std::string word = wordOf(run->output, tool != "ncu"); !word.empty()) {
        error.why += "; " + word;
    }
    if (bubblewrap) {
        error.todo += "; if the sandbox is in its way, --allow-unsandboxed profiles without one";
    }
    return error;
}

} // namespace espalier::cli
