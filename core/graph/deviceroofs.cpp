#include "core/graph/deviceroofs.h"

#include "core/graph/jsonreader.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace espalier {
namespace {

struct Rate
{
    const char* key;
    double DeviceRoofs::* member;
};

constexpr Rate kRates[] = {
    {"memory_gbytes", &DeviceRoofs::memoryGbytes},   {"cache_gbytes", &DeviceRoofs::cacheGbytes},
    {"cache_bytes", &DeviceRoofs::cacheBytes},       {"fp32_gflops", &DeviceRoofs::fp32Gflops},
    {"fp64_gflops", &DeviceRoofs::fp64Gflops},       {"fp16_matrix_gflops", &DeviceRoofs::matrixGflops},
    {"launch_us", &DeviceRoofs::launchUs},           {"next_launch_us", &DeviceRoofs::nextLaunchUs},
    {"clock_mhz", &DeviceRoofs::clockMhz},           {"memory_clock_mhz", &DeviceRoofs::memoryClockMhz},
    {"memory_bus_bits", &DeviceRoofs::memoryBusBits}};

} // namespace

nlohmann::json toJson(const DeviceRoofs& roofs)
{
    nlohmann::json document{
        {"device", roofs.device}, {"architecture", roofs.architecture}, {"multiprocessors", roofs.multiprocessors}};
    for (const Rate& rate : kRates) {
        document[rate.key] = roofs.*rate.member;
    }
    return document;
}

bool readJson(const nlohmann::json& document, DeviceRoofs& roofs)
{
    JsonReader reader(document);
    reader.read("device", roofs.device);
    reader.read("architecture", roofs.architecture);
    reader.read("multiprocessors", roofs.multiprocessors);
    for (const Rate& rate : kRates) {
        reader.read(rate.key, roofs.*rate.member);
    }
    const auto usable = [&](const Rate& rate) { return std::isfinite(roofs.*rate.member) && roofs.*rate.member >= 0; };
    return reader.ok() && roofs.multiprocessors >= 0 && std::all_of(std::begin(kRates), std::end(kRates), usable);
}

} // namespace espalier
