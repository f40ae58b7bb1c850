#include "core/graph/devicefacts.h"

#include "core/graph/jsonreader.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMost = 64;

struct Count
{
    const char* key;
    int DeviceInstructions::* member;
};

constexpr Count kCounts[] = {{"all", &DeviceInstructions::all},
                             {"arithmetic", &DeviceInstructions::arithmetic},
                             {"matrix", &DeviceInstructions::matrix},
                             {"special", &DeviceInstructions::special},
                             {"global_loads", &DeviceInstructions::globalLoads},
                             {"global_stores", &DeviceInstructions::globalStores},
                             {"wide_accesses", &DeviceInstructions::wideAccesses},
                             {"shared_accesses", &DeviceInstructions::sharedAccesses},
                             {"local_accesses", &DeviceInstructions::localAccesses},
                             {"barriers", &DeviceInstructions::barriers}};

json toJson(const LaunchFacts& facts)
{
    json document{{"kernel", facts.kernel},
                  {"registers", facts.registers},
                  {"scalar_registers", facts.scalarRegisters},
                  {"shared_bytes", facts.sharedBytes},
                  {"stack_bytes", facts.stackBytes},
                  {"spills", facts.spills},
                  {"blocks", facts.blocks},
                  {"threads", facts.threads},
                  {"resident_blocks", facts.residentBlocks},
                  {"occupancy", facts.occupancy},
                  {"limiter", facts.limiter}};
    if (facts.instructions.known) {
        json& counts = document["instructions"] = json::object();
        for (const Count& count : kCounts) {
            counts[count.key] = facts.instructions.*count.member;
        }
    }
    return document;
}

bool readLaunch(const json& document, LaunchFacts& facts)
{
    JsonReader reader(document);
    reader.read("kernel", facts.kernel);
    reader.read("registers", facts.registers);
    reader.read("scalar_registers", facts.scalarRegisters);
    reader.read("shared_bytes", facts.sharedBytes);
    reader.read("stack_bytes", facts.stackBytes);
    reader.read("spills", facts.spills);
    reader.read("blocks", facts.blocks);
    reader.read("threads", facts.threads);
    reader.read("resident_blocks", facts.residentBlocks);
    reader.read("occupancy", facts.occupancy);
    reader.read("limiter", facts.limiter);
    const json* counts = reader.child("instructions");
    if (!counts) {
        return reader.ok();
    }
    JsonReader counted(*counts);
    for (const Count& count : kCounts) {
        counted.read(count.key, facts.instructions.*count.member);
    }
    facts.instructions.known = counted.ok();
    return reader.ok() && counted.ok();
}

std::string wholeText(double value)
{
    return std::to_string(std::llround(std::clamp(value, 0.0, 1e15)));
}

} // namespace

std::string sentenceOf(const LaunchFacts& facts)
{
    std::string text = facts.kernel + ": " + wholeText(facts.blocks) + " blocks of " + std::to_string(facts.threads) +
                       " threads, " + std::to_string(facts.registers) + " registers, " + wholeText(facts.sharedBytes) +
                       " bytes of shared memory";
    if (facts.stackBytes > 0) {
        text += ", " + wholeText(facts.stackBytes) + " bytes of stack";
    }
    if (facts.spills > 0) {
        text += ", " + std::to_string(facts.spills) + " spilled";
    }
    if (facts.residentBlocks > 0) {
        text += ", occupancy " + wholeText(100 * facts.occupancy) + " % (limited by " + facts.limiter + ")";
    }
    return text;
}

json toJson(const std::vector<LaunchFacts>& launches)
{
    json list = json::array();
    for (const LaunchFacts& facts : launches) {
        list.push_back(toJson(facts));
    }
    return list;
}

bool readJson(const json& document, std::vector<LaunchFacts>& launches)
{
    if (!document.is_array() || document.size() > kMost) {
        return false;
    }
    for (const json& item : document) {
        if (!readLaunch(item, launches.emplace_back())) {
            return false;
        }
    }
    return true;
}

json toJson(const std::vector<CaseLaunches>& cases)
{
    json list = json::array();
    for (const CaseLaunches& one : cases) {
        list.push_back({{"case", one.name}, {"launches", toJson(one.launches)}});
    }
    return list;
}

bool readJson(const json& document, std::vector<CaseLaunches>& cases)
{
    if (!document.is_array() || document.size() > kMost) {
        return false;
    }
    for (const json& item : document) {
        CaseLaunches& one = cases.emplace_back();
        JsonReader reader(item);
        reader.read("case", one.name);
        const json* launches = reader.child("launches");
        if (!reader.ok() || !launches || !readJson(*launches, one.launches)) {
            return false;
        }
    }
    return true;
}

} // namespace espalier
