#include "core/evaluate/target/cudaroofs.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/base/process.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileCap = std::size_t{1} << 20;
constexpr int kMeasurements = 3;
constexpr const char* kCount = "measurements";

struct Kept
{
    DeviceRoofs roofs;
    int measurements = 0;
};

/// Of a whole and plausible document; otherwise the device is measured again.
std::optional<DeviceRoofs> roofsIn(const nlohmann::json& document)
{
    DeviceRoofs roofs;
    const bool isPlausible = document.is_object() && readJson(document, roofs) && roofs.memoryGbytes > 0 &&
                             roofs.fp32Gflops > 0 && roofs.launchUs > 0 && roofs.multiprocessors > 0;
    return isPlausible ? std::optional(roofs) : std::nullopt;
}

std::optional<Kept> readKept(const fs::path& path, const CudaMachine& machine)
{
    const auto text = readFile(path, kFileCap);
    const auto document = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    const auto roofs = roofsIn(document);
    if (!roofs || roofs->device != machine.device || roofs->architecture != machine.architecture.name()) {
        return std::nullopt;
    }
    const auto count = document.find(kCount);
    const bool isCount = count != document.end() && count->is_number_integer();
    return Kept{*roofs, isCount ? std::clamp(count->get<int>(), 0, kMeasurements) : 0};
}

Result<DeviceRoofs> measure(const fs::path& worker)
{
    ProcessSpec spec;
    spec.argv = {worker.string(), "--roofs"};
    spec.timeout = std::chrono::seconds(60);
    const auto run = runProcess(spec);
    if (!run) {
        return run.error();
    }
    const std::string line = run->output.substr(0, run->output.find('\n'));
    const auto roofs = run->succeeded() ? roofsIn(nlohmann::json::parse(line, nullptr, false)) : std::nullopt;
    if (roofs) {
        return *roofs;
    }
    return Error{ErrorKind::Machine, "the roofs of the GPU cannot be measured",
                 run->timedOut ? "it took more than a minute" : printable(line.substr(0, 300)),
                 "see that nothing else uses the GPU and try again"};
}

DeviceRoofs bestOf(DeviceRoofs roofs, const DeviceRoofs& other)
{
    for (double DeviceRoofs::* rate : {&DeviceRoofs::memoryGbytes, &DeviceRoofs::cacheGbytes, &DeviceRoofs::fp32Gflops,
                                       &DeviceRoofs::fp64Gflops, &DeviceRoofs::matrixGflops}) {
        roofs.*rate = std::max(roofs.*rate, other.*rate);
    }
    roofs.launchUs = std::min(roofs.launchUs, other.launchUs);
    roofs.nextLaunchUs = std::min(roofs.nextLaunchUs, other.nextLaunchUs);
    return roofs;
}

} // namespace

Result<DeviceRoofs> cudaRoofs(const fs::path& programs, const fs::path& folder)
{
    const auto machine = CudaTarget::device(programs);
    if (!machine) {
        return machine.error();
    }
    const std::string fingerprint = machine->device + " " + machine->architecture.name() + " " + machine->compiler;
    const fs::path path = folder / ("gpu-roofs-" + sha256(fingerprint).substr(0, 16) + ".json");
    const auto kept = readKept(path, *machine);
    if (kept && kept->measurements >= kMeasurements) {
        return kept->roofs;
    }
    const auto measured = measure(findProgram(programs, "espalier-cuworker"));
    if (!measured) {
        return kept ? Result<DeviceRoofs>(kept->roofs) : measured;
    }
    const DeviceRoofs best = kept ? bestOf(*measured, kept->roofs) : *measured;
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    nlohmann::json document = toJson(best);
    document[kCount] = kept ? kept->measurements + 1 : 1;
    // Where it cannot be written the next process measures again.
    (void)writeFileAtomic(path, document.dump(2) + "\n");
    return best;
}

Result<DeviceRoofs> cudaRoofs(const fs::path& programs)
{
    return cudaRoofs(programs, cacheFolder());
}

} // namespace espalier
