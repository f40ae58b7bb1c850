#include "app/cli/roofstext.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"

namespace espalier::cli {
namespace {

std::string capacityText(double bytes)
{
    if (!(bytes > 0)) {
        return "";
    }
    return bytes < 1048576 ? numberText(bytes / 1024) + " KiB" : numberText(bytes / 1048576) + " MiB";
}

} // namespace

void printRoofs(const Roofs& roofs)
{
    printLine("\nRoofs of this machine, measured on " + std::to_string(roofs.cores) + " cores with " + roofs.vectors +
              " vectors:");
    std::vector<std::vector<std::string>> rows;
    for (const MemoryLevel& level : roofs.levels) {
        rows.push_back({level.name, numberText(level.gbytes) + " GB/s", capacityText(level.capacity)});
    }
    const auto arithmetic = [&](const char* name, double vector, double scalar) {
        rows.push_back({name, numberText(vector) + " GFLOP/s", "scalar " + numberText(scalar)});
    };
    arithmetic("fp32", roofs.fp32Gflops, roofs.fp32ScalarGflops);
    arithmetic("fp64", roofs.fp64Gflops, roofs.fp64ScalarGflops);
    rows.push_back({"start of all cores", numberText(roofs.latencyUs) + " µs", "threads awake"});
    if (roofs.teamStartUs > 0) {
        rows.push_back({"start of an OpenMP team", numberText(roofs.teamStartUs) + " µs", "threads asleep"});
    }
    rows.push_back({"call", numberText(roofs.callNs) + " ns", ""});
    printTable(rows, {1});
    printLine(roofs.fingerprint);
}

void printRoofs(const DeviceRoofs& roofs)
{
    printLine("\nRoofs of " + roofs.device + " (" + roofs.architecture + "), measured on " +
              std::to_string(roofs.multiprocessors) + " multiprocessors:");
    std::vector<std::vector<std::string>> rows{
        {"L2", numberText(roofs.cacheGbytes) + " GB/s", capacityText(roofs.cacheBytes)},
        {"DRAM", numberText(roofs.memoryGbytes) + " GB/s", ""}};
    const auto add = [&](const char* name, double value, const char* unit, const char* note) {
        if (value > 0) {
            rows.push_back({name, numberText(value) + unit, note});
        }
    };
    add("fp32", roofs.fp32Gflops, " GFLOP/s", "");
    add("fp64", roofs.fp64Gflops, " GFLOP/s", "");
    add("fp16 in tiles", roofs.matrixGflops, " GFLOP/s", "by mma.sync");
    add("launch", roofs.launchUs, " µs", "of an empty kernel between two events");
    add("next launch", roofs.nextLaunchUs, " µs", "of each behind it");
    printTable(rows, {1});
}

} // namespace espalier::cli
