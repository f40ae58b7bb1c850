#include "core/graph/diagnosis.h"

#include "core/graph/jsonreader.h"

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLevels = 16;
constexpr std::size_t kMostFacts = 64;

Confidence confidenceFromText(const std::string& text)
{
    return text == "high" ? Confidence::High : text == "medium" ? Confidence::Medium : Confidence::Low;
}

bool readFacts(const json& list, std::vector<std::string>& facts)
{
    for (const json& fact : list) {
        if (!fact.is_string()) {
            return false;
        }
        facts.push_back(fact.get<std::string>());
    }
    return true;
}

json evidenceJson(const std::vector<FactEvidence>& list)
{
    json document = json::array();
    for (const FactEvidence& item : list) {
        document.push_back({{"figure", item.figure}, {"place", item.place}, {"line", item.line}, {"gain", item.gain}});
    }
    return document;
}

bool readEvidence(const json& list, std::vector<FactEvidence>& evidence)
{
    if (!list.is_array() || list.size() > kMostFacts) {
        return false;
    }
    for (const json& item : list) {
        FactEvidence& one = evidence.emplace_back();
        JsonReader reader(item);
        reader.read("figure", one.figure);
        reader.read("place", one.place);
        reader.read("line", one.line);
        reader.read("gain", one.gain);
        if (!reader.ok()) {
            return false;
        }
    }
    return true;
}

bool readLevels(const json& list, std::vector<LevelTraffic>& levels)
{
    if (!list.is_array() || list.size() > kMostLevels) {
        return false;
    }
    for (const json& item : list) {
        LevelTraffic& level = levels.emplace_back();
        JsonReader reader(item);
        reader.read("level", level.level);
        reader.read("bytes", level.bytes);
        reader.read("intensity", level.intensity);
        reader.read("gflops", level.gflops);
        reader.read("gbytes", level.gbytes);
        reader.read("source", level.source);
        if (!reader.ok()) {
            return false;
        }
    }
    return true;
}

} // namespace

const char* toText(Confidence confidence)
{
    return confidence == Confidence::High ? "high" : confidence == Confidence::Medium ? "medium" : "low";
}

json toJson(const Diagnosis& d)
{
    json levels = json::array();
    for (const LevelTraffic& level : d.levels) {
        levels.push_back({{"level", level.level},
                          {"bytes", level.bytes},
                          {"intensity", level.intensity},
                          {"gflops", level.gflops},
                          {"gbytes", level.gbytes},
                          {"source", level.source}});
    }
    json document{{"bound", toText(d.bound)},
                  {"tier", d.tier},
                  {"confidence", toText(d.confidence)},
                  {"confidence_reason", d.confidenceReason},
                  {"roof_share", d.roofShare},
                  {"intensity", d.intensity},
                  {"gflops", d.gflops},
                  {"gbytes", d.gbytes},
                  {"peak_gflops", d.peak},
                  {"cores_used", d.coresUsed},
                  {"levels", levels},
                  {"facts", d.facts},
                  {"fact_evidence", evidenceJson(d.evidence)},
                  {"lever", d.lever},
                  {"code", toJson(d.build)}};
    if (!d.launches.empty()) {
        document["launches"] = toJson(d.launches);
    }
    if (d.device) {
        document["device_roofs"] = toJson(*d.device);
    }
    return document;
}

bool readJson(const json& document, Diagnosis& diagnosis)
{
    JsonReader reader(document);
    std::string bound;
    std::string confidence;
    reader.read("bound", bound);
    reader.read("tier", diagnosis.tier);
    reader.read("confidence", confidence);
    reader.read("confidence_reason", diagnosis.confidenceReason);
    reader.read("roof_share", diagnosis.roofShare);
    reader.read("intensity", diagnosis.intensity);
    reader.read("gflops", diagnosis.gflops);
    reader.read("gbytes", diagnosis.gbytes);
    reader.read("peak_gflops", diagnosis.peak);
    reader.read("cores_used", diagnosis.coresUsed);
    reader.read("lever", diagnosis.lever);
    diagnosis.bound = boundFromText(bound).value_or(Bound::Unknown);
    diagnosis.confidence = confidenceFromText(confidence);
    const json* facts = reader.child("facts");
    const json* evidence = reader.child("fact_evidence");
    const json* levels = reader.child("levels");
    const json* build = reader.child("code");
    const json* launches = reader.child("launches");
    const json* device = reader.child("device_roofs");
    if (device && !readJson(*device, diagnosis.device.emplace())) {
        return false;
    }
    return reader.ok() && (!facts || readFacts(*facts, diagnosis.facts)) &&
           (!evidence || readEvidence(*evidence, diagnosis.evidence)) &&
           (!levels || readLevels(*levels, diagnosis.levels)) && (!build || readJson(*build, diagnosis.build)) &&
           (!launches || readJson(*launches, diagnosis.launches));
}

} // namespace espalier
