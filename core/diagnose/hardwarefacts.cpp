#include "core/diagnose/hardwarefacts.h"

#include "core/diagnose/figures.h"

namespace espalier {
namespace {

std::string levelFact(const MemoryLevel& level)
{
    const std::string size = level.capacity > 0 ? ", " + numberText(level.capacity / 1024) + " KiB over all cores" : "";
    return level.name + size + ": " + numberText(level.gbytes) + " GB/s over all cores, reads and writes together";
}

} // namespace

std::vector<std::string> hardwareFacts(const Roofs& roofs)
{
    std::vector<std::string> facts{
        roofs.processor + ", " + std::to_string(roofs.cores) + (roofs.cores == 1 ? " core, " : " cores, ") +
            (roofs.vectors == "baseline" ? "baseline vectors" : roofs.vectors),
        "Multiply-adds over all cores, counted as two: " + numberText(roofs.fp32Gflops) + " GFLOP/s in fp32 and " +
            numberText(roofs.fp64Gflops) + " in fp64 with vectors, " + numberText(roofs.fp32ScalarGflops) + " and " +
            numberText(roofs.fp64ScalarGflops) + " one number at a time"};
    for (const MemoryLevel& level : roofs.levels) {
        facts.push_back(levelFact(level));
    }
    std::string start = "Starting all cores takes " + numberText(roofs.latencyUs) + " µs where their threads are awake";
    if (roofs.teamStartUs > 0) {
        start += ", " + numberText(roofs.teamStartUs) + " µs for an OpenMP team that sleeps, as between calls";
    }
    facts.push_back(start);
    return facts;
}

} // namespace espalier
