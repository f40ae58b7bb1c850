#include "core/evaluate/judge/preflight.h"

#include "core/base/file.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <sstream>
#include <thread>

namespace espalier {
namespace {

namespace fs = std::filesystem;

/// The first line of a small file of the system.
std::optional<std::string> line(const fs::path& file)
{
    const auto text = readFile(file, 4096);
    return text ? std::optional(text->substr(0, text->find('\n'))) : std::nullopt;
}

void addLoad(std::vector<std::string>& facts)
{
    if (const auto text = line("/proc/loadavg")) {
        facts.push_back("load " + text->substr(0, text->find(' ')) + " on " +
                        std::to_string(std::thread::hardware_concurrency()) + " processors");
    }
}

void addClock(std::vector<std::string>& facts)
{
    const fs::path folder = "/sys/devices/system/cpu";
    const auto governor = line(folder / "cpu0/cpufreq/scaling_governor");
    facts.push_back(governor ? "clock governor " + *governor : "clock governor not visible");
    if (const auto off = line(folder / "intel_pstate/no_turbo")) {
        facts.push_back(*off == "1" ? "boost off" : "boost on");
    } else if (const auto on = line(folder / "cpufreq/boost")) {
        facts.push_back(*on == "1" ? "boost on" : "boost off");
    }
    if (const auto smt = line(folder / "smt/active")) {
        facts.push_back(*smt == "1" ? "two threads a core" : "one thread a core");
    }
    if (const auto count = line(folder / "cpu0/thermal_throttle/core_throttle_count"); count && *count != "0") {
        facts.push_back("throttled by heat " + *count + " times since the start");
    }
}

void addPower(std::vector<std::string>& facts)
{
    std::error_code none;
    for (const auto& supply : fs::directory_iterator("/sys/class/power_supply", none)) {
        if (line(supply.path() / "status").value_or("") == "Discharging") {
            facts.emplace_back("on battery");
        }
    }
}

/// Time the host of a virtual machine gave to others, since its start; the eighth number of the first line.
void addHost(std::vector<std::string>& facts)
{
    const auto cpuinfo = readFile("/proc/cpuinfo", std::size_t{4} << 20);
    if (!cpuinfo || cpuinfo->find(" hypervisor") == std::string::npos) {
        return;
    }
    std::istringstream words(line("/proc/stat").value_or(""));
    std::string word;
    double all = 0;
    double stolen = 0;
    words >> word;
    for (int i = 0; i < 8 && words >> word; ++i) {
        stolen = std::strtod(word.c_str(), nullptr);
        all += stolen;
    }
    char text[80];
    std::snprintf(text, sizeof text, "a virtual machine, %.1f %% of its time stolen", all > 0 ? 100 * stolen / all : 0);
    facts.emplace_back(text);
}

} // namespace

std::vector<std::string> preflight()
{
    std::vector<std::string> facts;
    addLoad(facts);
    addClock(facts);
    addPower(facts);
    addHost(facts);
    if (const auto pages = line("/sys/kernel/mm/transparent_hugepage/enabled")) {
        const std::size_t open = pages->find('[');
        const std::size_t close = pages->find(']');
        if (open != std::string::npos && close != std::string::npos && close > open) {
            facts.push_back("huge pages " + pages->substr(open + 1, close - open - 1));
        }
    }
    return facts;
}

} // namespace espalier
