#include "core/cuda/cudafit.h"

#include "core/task/wording.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier {
namespace {

using Kind = Manifest::Argument::Kind;

constexpr std::string_view kPrefix = "sm_";
constexpr int kFirstSpecific = 9; ///< major version from which "a" is a suffix of its own
constexpr std::size_t kEveryShared = std::size_t{48} << 10;
constexpr std::size_t kParameterBytes = 8;
// The same for every device from compute capability 7.0 on.
constexpr std::size_t kThreads = 1024;
constexpr std::array<std::size_t, 3> kBlock{1024, 1024, 64};
constexpr std::array<std::size_t, 3> kGrid{2147483647, 65535, 65535};

struct Shared
{
    int major;
    int minor;
    std::size_t kibibytes;
};
constexpr Shared kShared[] = {{7, 0, 96}, {7, 5, 64},  {8, 0, 163},  {8, 6, 99}, {8, 7, 163},
                              {8, 9, 99}, {9, 0, 227}, {10, 0, 227}, {12, 0, 99}};

std::string bytesOf(std::size_t bytes)
{
    return std::to_string(bytes) + " bytes";
}

/// What is wrong with the sizes along one of the three axes; empty when nothing is.
std::string faultOfAxis(const LaunchPlan::Launch& launch, std::size_t axis)
{
    const std::size_t blocks = launch.global.at(axis) / launch.local.at(axis);
    const std::string along = std::string(" along ") + "xyz"[axis];
    if (launch.local.at(axis) > kBlock.at(axis)) {
        return "blocks of " + std::to_string(launch.local.at(axis)) + " threads" + along + " are more than CUDA's " +
               std::to_string(kBlock.at(axis));
    }
    if (blocks > kGrid.at(axis)) {
        return std::to_string(blocks) + " blocks" + along + " are more than CUDA's " + std::to_string(kGrid.at(axis));
    }
    return {};
}

std::string faultOfSizes(const LaunchPlan::Launch& launch)
{
    for (std::size_t axis = 0; axis < launch.global.size(); ++axis) {
        if (std::string fault = faultOfAxis(launch, axis); !fault.empty()) {
            return fault;
        }
    }
    return launch.groupSize() > kThreads ? "blocks of " + std::to_string(launch.groupSize()) +
                                               " threads are more than CUDA's " + std::to_string(kThreads)
                                         : std::string();
}

std::string faultOfParameters(const LaunchPlan::Launch& launch, const CubinKernel& kernel)
{
    const std::size_t given = parametersOf(launch);
    if (given != kernel.parameterBytes.size()) {
        return "the kernel takes " + std::to_string(kernel.parameterBytes.size()) + " parameters, the line names " +
               std::to_string(given) + " (local memory is none: the kernel declares it extern __shared__)";
    }
    const auto wrong = std::ranges::find_if(kernel.parameterBytes, [](std::size_t b) { return b != kParameterBytes; });
    if (wrong != kernel.parameterBytes.end()) {
        return "parameter " + std::to_string(wrong - kernel.parameterBytes.begin() + 1) + " has " + bytesOf(*wrong) +
               "; dims are long, buffers are pointers";
    }
    return {};
}

} // namespace

std::string CudaArchitecture::name() const
{
    return std::string(kPrefix) + std::to_string(10 * major + minor) + (major >= kFirstSpecific ? "a" : "");
}

std::optional<CudaArchitecture> CudaArchitecture::fromName(std::string_view name)
{
    int number = 0;
    if (!name.starts_with(kPrefix)) {
        return std::nullopt;
    }
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), number);
    const CudaArchitecture architecture{number / 10, number % 10};
    return number >= 50 && number < 1000 && architecture.name() == name ? std::optional(architecture) : std::nullopt;
}

std::size_t CudaArchitecture::sharedBytes() const
{
    const auto* found =
        std::ranges::find_if(kShared, [this](const Shared& s) { return s.major == major && s.minor == minor; });
    return found == std::end(kShared) ? kEveryShared : found->kibibytes << 10;
}

std::size_t parametersOf(const LaunchPlan::Launch& launch)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(launch.arguments, [](const auto& argument) { return argument.kind != Kind::Local; }));
}

Result<void> fitsCuda(const LaunchPlan::Launch& launch, const CubinKernel& kernel, const CudaArchitecture& architecture)
{
    std::string fault = faultOfParameters(launch, kernel);
    if (fault.empty()) {
        fault = faultOfSizes(launch);
    }
    const std::size_t shared = kernel.sharedBytes + launch.localBytes;
    if (fault.empty() && shared > architecture.sharedBytes()) {
        fault = bytesOf(shared) + " of shared memory are more than the " + std::to_string(architecture.sharedBytes()) +
                " of " + architecture.name();
    }
    if (fault.empty()) {
        return {};
    }
    return Error{ErrorKind::Usage, "the launch of " + inQuotes(launch.kernel) + " does not fit its kernel", fault,
                 "change its // launch: line or the kernel"};
}

} // namespace espalier
