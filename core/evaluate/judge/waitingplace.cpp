#include "core/evaluate/judge/waitingplace.h"

#include "core/base/file.h"
#include "core/base/words.h"
#include "core/evaluate/judge/wire.h"

#include <string>
#include <sys/syscall.h>
#include <vector>

namespace espalier {
namespace {

constexpr std::size_t kFileCap = 4096;
constexpr std::size_t kStackStart = 25; ///< word of stat behind the name; proc(5): field 28, startstack

/// Number, arguments 1 to 6, stack pointer, program counter.
std::optional<std::size_t> stackPointer(const std::string& folder)
{
    constexpr std::size_t kWords = 9;
    const auto text = readFile(folder + "/syscall", kFileCap);
    const std::vector<std::string> call = text ? wordsOf(*text) : std::vector<std::string>();
    if (call.size() != kWords || call[0] != std::to_string(SYS_read) ||
        std::stoull(call[1], nullptr, 16) != wire::kGoFd) {
        return std::nullopt;
    }
    return std::stoull(call[7], nullptr, 16);
}

} // namespace

std::optional<std::size_t> waitingDepth(pid_t worker)
{
    const std::string folder = "/proc/" + std::to_string(worker);
    const auto pointer = stackPointer(folder);
    const auto stat = readFile(folder + "/stat", kFileCap);
    const std::size_t name = stat ? stat->rfind(") ") : std::string::npos;
    if (!pointer || name == std::string::npos) {
        return std::nullopt;
    }
    const std::vector<std::string> fields = wordsOf(std::string_view(*stat).substr(name + 2));
    const std::size_t start = fields.size() > kStackStart ? std::stoull(fields[kStackStart]) : 0;
    return start > *pointer ? std::optional(start - *pointer) : std::nullopt;
}

} // namespace espalier
