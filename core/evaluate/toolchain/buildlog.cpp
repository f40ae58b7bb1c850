#include "core/evaluate/toolchain/buildlog.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kLogCap = std::size_t{64} << 10;

/// The first line that says "error", without the folder it names.
std::string firstError(const std::string& log)
{
    const std::size_t at = log.find("error");
    if (at == std::string::npos) {
        return log.substr(0, std::min<std::size_t>(log.find('\n'), 300));
    }
    const std::size_t start = log.rfind('\n', at);
    const std::size_t begin = start == std::string::npos ? 0 : start + 1;
    return log.substr(begin, std::min<std::size_t>(log.find('\n', at) - begin, 300));
}

} // namespace

std::string printable(std::string text)
{
    std::erase_if(text, [](unsigned char c) { return (c < ' ' && c != '\n' && c != '\t') || c == 127; });
    return text.substr(0, kLogCap);
}

std::string whyItFailed(const ProcessOutcome& run, const std::string& log, const ProcessLimits& limits)
{
    if (run.cancelled) {
        return "the build was stopped";
    }
    if (run.timedOut) {
        return "the compiler was stopped after " + std::to_string(limits.time.count() / 1000) + " s";
    }
    const bool memory = run.exceeded == TreeLimit::Memory;
    if (run.exceeded && !memory) {
        return "the compiler was stopped because it " + limits.exceeded(*run.exceeded);
    }
    for (const char* sign :
         {"virtual memory exhausted", "out of memory", "bad_alloc", "Killed signal", "File size limit"}) {
        if (memory || log.find(sign) != std::string::npos) {
            return "the compiler was stopped at its limit of " + std::to_string(limits.memory >> 30) +
                   " GiB of memory and " + std::to_string(limits.output >> 20) + " MiB of output";
        }
    }
    // bubblewrap ends with 128 and the signal's number.
    const int signal = run.signal != 0                             ? run.signal
                       : run.exitCode > 128 && run.exitCode <= 192 ? run.exitCode - 128
                                                                   : 0;
    return signal != 0 ? "the compiler died of signal " + std::to_string(signal)
                       : "the compiler refused it: " + firstError(log);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

} // namespace espalier
