#include "core/cuda/sassmix.h"

#include "core/graph/sassnames.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kMostKernels = 4096;

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// "LDG.E.128" of "/*0180*/  @!P0 LDG.E.128 R0, desc[UR8][R10.64] ;", empty for a line without an instruction.
std::string_view instructionOf(std::string_view line)
{
    line = trimmed(line);
    const std::size_t address = line.starts_with("/*") ? line.find("*/") : std::string_view::npos;
    if (address == std::string_view::npos) {
        return {};
    }
    line = trimmed(line.substr(address + 2));
    if (line.starts_with('@')) {
        line = trimmed(line.substr(std::min(line.find(' '), line.size())));
    }
    const std::string_view name = line.substr(0, line.find_first_of(" ;\t"));
    const bool isName = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    return isName ? name : std::string_view();
}

void count(std::string_view instruction, DeviceInstructions& mix)
{
    const std::string_view name = instruction.substr(0, instruction.find('.'));
    mix.known = true;
    ++mix.all;
    const bool isLoad = isGlobalLoad(name);
    const bool isStore = isGlobalStore(name);
    mix.globalLoads += isLoad ? 1 : 0;
    mix.globalStores += isStore ? 1 : 0;
    mix.wideAccesses += (isLoad || isStore) && instruction.find(".128") != std::string_view::npos ? 1 : 0;
    mix.sharedAccesses += isSharedAccess(name) ? 1 : 0;
    mix.localAccesses += isLocalAccess(name) ? 1 : 0;
    mix.barriers += name == "BAR" ? 1 : 0;
    mix.special += name == "MUFU" ? 1 : 0;
    mix.matrix += name.ends_with("MMA") ? 1 : 0;
    mix.arithmetic += isOneOf(name, {"FADD", "FMUL", "FFMA", "DADD", "DMUL", "DFMA", "HADD2", "HMUL2", "HFMA2", "FMNMX",
                                     "HMNMX2", "FADD2", "FMUL2", "FFMA2"})
                          ? 1
                          : 0;
}

} // namespace

std::map<std::string, DeviceInstructions> instructionsIn(std::string_view listing)
{
    constexpr std::string_view kSection = ".text.";
    std::map<std::string, DeviceInstructions> kernels;
    DeviceInstructions* current = nullptr;
    while (!listing.empty()) {
        const std::size_t end = std::min(listing.find('\n'), listing.size());
        const std::string_view line = listing.substr(0, end);
        listing.remove_prefix(std::min(end + 1, listing.size()));
        if (line.starts_with(kSection) && line.ends_with(':') && kernels.size() < kMostKernels) {
            current = &kernels[std::string(line.substr(kSection.size(), line.size() - kSection.size() - 1))];
        } else if (const std::string_view name = instructionOf(line); current && !name.empty()) {
            count(name, *current);
        }
    }
    return kernels;
}

} // namespace espalier
