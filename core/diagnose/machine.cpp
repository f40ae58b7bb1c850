#include "core/diagnose/machine.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sched.h>
#include <set>
#include <sstream>
#include <sys/utsname.h>
#include <unistd.h>

namespace espalier {
namespace {

/// Raised when the measuring kernels change, so that roofs measured by older ones are not used.
constexpr int kKernelVersion = 2;

std::vector<int> allowedCpus()
{
    std::vector<int> cpus;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int i = 0; i < CPU_SETSIZE; ++i) {
            if (CPU_ISSET(static_cast<std::size_t>(i), &set)) {
                cpus.push_back(i);
            }
        }
    }
    if (cpus.empty()) { // more processors than the set holds
        const long count = std::max(1L, sysconf(_SC_NPROCESSORS_ONLN));
        for (int i = 0; i < count; ++i) {
            cpus.push_back(i);
        }
    }
    return cpus;
}

/// First words of small files of /sys; empty when absent.
std::string word(const std::string& path)
{
    std::ifstream file(path);
    std::string text;
    file >> text;
    return text.substr(0, 200);
}

/// "32K", "1024K", "32M" in bytes.
std::size_t sizeFromText(const std::string& text)
{
    char* end = nullptr;
    const unsigned long long number = std::strtoull(text.c_str(), &end, 10);
    if (number > (1ULL << 40)) {
        return 0;
    }
    const char unit = end != nullptr ? *end : '\0';
    return static_cast<std::size_t>(number) << (unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0);
}

std::vector<Cache> cachesFromSys(const std::vector<int>& cpus)
{
    struct Found
    {
        std::size_t bytes = 0;
        std::set<std::string> instances;
    };
    std::map<std::string, Found> levels;
    for (const int cpu : cpus) {
        for (int index = 0; index < 8; ++index) {
            const std::string folder =
                "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/cache/index" + std::to_string(index) + "/";
            const std::string type = word(folder + "type");
            if (type.empty()) {
                break;
            }
            if (type != "Instruction") {
                Found& found = levels["L" + word(folder + "level")];
                found.bytes = std::max(found.bytes, sizeFromText(word(folder + "size")));
                found.instances.insert(word(folder + "shared_cpu_list"));
            }
        }
    }
    std::vector<Cache> caches;
    for (const auto& [name, found] : levels) {
        if (found.bytes > 0) {
            caches.push_back({name, found.bytes, found.instances.size()});
        }
    }
    return caches;
}

std::vector<Cache> cachesFromSysconf(std::size_t cpus)
{
    const auto size = [](int name, long guess) {
        const long value = sysconf(name);
        return static_cast<std::size_t>(value > 0 ? value : guess);
    };
    std::vector<Cache> caches{{"L1", size(_SC_LEVEL1_DCACHE_SIZE, 32 << 10), cpus},
                              {"L2", size(_SC_LEVEL2_CACHE_SIZE, 1 << 20), cpus}};
    if (const std::size_t l3 = size(_SC_LEVEL3_CACHE_SIZE, 0)) {
        caches.push_back({"L3", l3, 1});
    }
    return caches;
}

void readProcessor(Machine& machine)
{
    machine.processor = "unknown processor";
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line) && !line.empty()) { // the first processor's paragraph
        const std::size_t colon = line.find(':');
        if (line.starts_with("flags")) {
            machine.flags = sha256(line).substr(0, 8);
        }
        const std::string value =
            colon == std::string::npos || colon + 2 > line.size() ? "" : line.substr(colon + 2, 100);
        if (line.starts_with("model name")) {
            machine.processor = value;
        } else if (line.starts_with("vendor_id")) {
            machine.vendor = value;
        } else if (line.starts_with("microcode")) {
            machine.microcode = value;
        } else if (line.starts_with("cpu family") || line.starts_with("model\t") || line.starts_with("stepping")) {
            machine.model += (machine.model.empty() ? "" : ".") + value;
        }
    }
}

void readCores(Machine& machine)
{
    std::set<std::string> cores;
    for (const int cpu : machine.cpus) {
        const std::string folder = "/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/";
        if (const std::string threads = word(folder + "topology/thread_siblings_list"); !threads.empty()) {
            cores.insert(threads);
        }
        const std::string khz = word(folder + "cpufreq/cpuinfo_max_freq");
        machine.clockMhz = std::max(machine.clockMhz, std::strtod(khz.c_str(), nullptr) * 1e-3);
    }
    machine.cores = static_cast<int>(cores.size());
}

VectorExtension widestVectors()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        return VectorExtension::Avx512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return VectorExtension::Avx2;
    }
#endif
    return VectorExtension::Baseline;
}

} // namespace

const char* toText(VectorExtension extension)
{
    switch (extension) {
    case VectorExtension::Avx512:
        return "AVX-512";
    case VectorExtension::Avx2:
        return "AVX2";
    case VectorExtension::Baseline:
        break;
    }
    return "baseline";
}

std::string Machine::fingerprint() const
{
    std::ostringstream text;
    text << processor << " (" << model << "), " << cpus.size() << " cores, ";
    for (const Cache& cache : caches) {
        text << cache.name << " " << cache.instances << "x" << cache.bytes << ", ";
    }
    text << toText(vectors) << ", flags " << flags << ", microcode " << microcode << ", " << (memory >> 20) << " MiB, "
         << kernel << ", v" << kKernelVersion;
    return text.str();
}

Machine readMachine()
{
    Machine machine;
    machine.cpus = allowedCpus();
    machine.caches = cachesFromSys(machine.cpus);
    if (machine.caches.empty()) {
        machine.caches = cachesFromSysconf(machine.cpus.size());
    }
    machine.vectors = widestVectors();
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGESIZE);
    machine.memory =
        pages > 0 && pageSize > 0 ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(pageSize) : 0;
    readProcessor(machine);
    readCores(machine);
    utsname system{};
    machine.kernel = uname(&system) == 0 ? std::string(system.sysname) + " " + system.release : "";
    return machine;
}

} // namespace espalier
