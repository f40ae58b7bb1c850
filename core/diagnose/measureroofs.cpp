#include "core/diagnose/bestrate.h"
#include "core/diagnose/launchcost.h"
#include "core/diagnose/machine.h"
#include "core/diagnose/peakkernels.h"
#include "core/diagnose/roofs.h"
#include "core/diagnose/team.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int kLatencyRuns = 400;

/// Bytes a thread works on so that they lie in this cache and not in the one inside it.
std::size_t workingSet(const Machine& machine, std::size_t level)
{
    const auto share = [&](const Cache& cache) {
        return cache.bytes * cache.instances / std::max(machine.cpus.size(), std::size_t{1});
    };
    const std::size_t inner = level > 0 ? share(machine.caches[level - 1]) : 0;
    return std::max(share(machine.caches[level]) / 2, inner * 3 / 2);
}

Result<std::vector<MemoryLevel>> measureLevels(Team& team, const Machine& machine)
{
    std::vector<MemoryLevel> levels;
    for (std::size_t i = 0; i <= machine.caches.size(); ++i) {
        const bool isMemory = i == machine.caches.size();
        const ThreadBuffers buffers(team, isMemory ? memorySet(machine) : workingSet(machine, i));
        if (!buffers.isComplete()) {
            return Error{ErrorKind::Machine, "the machine's roofs cannot be measured",
                         "there is not enough free memory", "close other programs and try again"};
        }
        const double rate = bestBandwidth(team, machine.vectors, buffers, isMemory);
        if (isMemory) {
            levels.push_back({"DRAM", 0, rate});
        } else {
            const Cache& cache = machine.caches[i];
            levels.push_back({cache.name, static_cast<double>(cache.bytes * cache.instances), rate});
        }
    }
    // A cache is at least as fast as what it caches; where noise says otherwise, noise is wrong.
    for (std::size_t i = levels.size() - 1; i-- > 0;) {
        levels[i].gbytes = std::max(levels[i].gbytes, levels[i + 1].gbytes);
    }
    return levels;
}

double emptyRegionUs(Team& team)
{
    std::vector<double> seconds(kLatencyRuns);
    const std::function<void(std::size_t)> nothing = [](std::size_t) {};
    for (double& one : seconds) {
        one = team.run(nothing);
    }
    std::nth_element(seconds.begin(), seconds.begin() + kLatencyRuns / 2, seconds.end());
    return seconds[kLatencyRuns / 2] * 1e6;
}

/// Everything but what needs the team gone: its threads spin and would stand in the way of others.
Result<Roofs> measureWithTeam(const Machine& machine)
{
    Team team(machine.cpus);
    Roofs roofs;
    roofs.fingerprint = machine.fingerprint();
    roofs.processor = machine.processor;
    roofs.cores = static_cast<int>(team.size());
    roofs.vectors = toText(machine.vectors);
    roofs.fp32Gflops =
        bestRate(team, {}, [&](std::size_t, std::size_t repeats) { return spinFp32(machine.vectors, repeats * 100); });
    roofs.fp64Gflops =
        bestRate(team, {}, [&](std::size_t, std::size_t repeats) { return spinFp64(machine.vectors, repeats * 100); });
    const auto scalar = [&](bool fp64) {
        return bestRate(team, {}, [&](std::size_t, std::size_t repeats) {
            return spinScalar(machine.vectors, repeats * 100, fp64);
        });
    };
    roofs.fp32ScalarGflops = scalar(false);
    roofs.fp64ScalarGflops = scalar(true);
    Result<std::vector<MemoryLevel>> levels = measureLevels(team, machine);
    if (!levels) {
        return levels.error();
    }
    roofs.levels = *std::move(levels);
    roofs.latencyUs = emptyRegionUs(team);
    roofs.callNs = plainCallNs();
    return roofs;
}

} // namespace

Result<Roofs> measureRoofs()
{
    Result<Roofs> roofs = measureWithTeam(readMachine());
    if (roofs) {
        roofs->teamStartUs = teamStartUs(roofs->cores);
    }
    return roofs;
}

} // namespace espalier
