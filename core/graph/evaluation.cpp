#include "core/graph/evaluation.h"

#include "core/graph/jsonreader.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using nlohmann::json;

json intervalJson(const Interval& interval)
{
    return json::array({interval.low, interval.high});
}

json dimsJson(const Dims& dims)
{
    json object = json::object();
    for (const auto& [name, value] : dims) {
        object[name] = value;
    }
    return object;
}

bool readInterval(const JsonReader& reader, const char* value, const char* bounds, Interval& interval)
{
    const json* middle = reader.child(value);
    const json* ends = reader.child(bounds);
    if (!middle || !ends) {
        return true;
    }
    if (!middle->is_number() || !ends->is_array() || ends->size() != 2 || !(*ends)[0].is_number() ||
        !(*ends)[1].is_number()) {
        return false;
    }
    interval = {middle->get<double>(), (*ends)[0].get<double>(), (*ends)[1].get<double>()};
    return true;
}

bool readTexts(const JsonReader& reader, const char* key, std::vector<std::string>& texts)
{
    const json* list = reader.child(key);
    if (!list) {
        return true;
    }
    const bool ok =
        list->is_array() && std::all_of(list->begin(), list->end(), [](const json& t) { return t.is_string(); });
    if (ok) {
        texts = list->get<std::vector<std::string>>();
    }
    return ok;
}

json countersJson(const CounterFigures& counters)
{
    return {{"instructions_per_cycle", counters.instructionsPerCycle},
            {"branch_misses_per_thousand", counters.branchMissesPerThousand},
            {"missed_bytes", counters.missedBytes}};
}

bool readCounters(const json& object, CounterFigures& counters)
{
    JsonReader reader(object);
    reader.read("instructions_per_cycle", counters.instructionsPerCycle);
    reader.read("branch_misses_per_thousand", counters.branchMissesPerThousand);
    reader.read("missed_bytes", counters.missedBytes);
    return reader.ok();
}

bool readNewInputs(const json& object, NewInputs& inputs)
{
    JsonReader reader(object);
    reader.read("calls", inputs.calls);
    reader.read("more_ms", inputs.moreMs);
    return reader.ok();
}

bool readCase(const json& object, CaseTiming& timing)
{
    JsonReader reader(object);
    reader.read("name", timing.name);
    reader.read("ms", timing.ms);
    reader.read("fastest_ms", timing.fastestMs);
    reader.read("baseline_ms", timing.baselineMs);
    reader.read("pairs", timing.pairs);
    reader.read("dropped", timing.dropped);
    reader.read("cores_used", timing.coresUsed);
    if (const json* dims = reader.child("dims")) {
        if (!dims->is_object()) {
            return false;
        }
        for (const auto& [name, value] : dims->items()) {
            if (!value.is_number_integer()) {
                return false;
            }
            timing.dims.emplace_back(name, value.get<std::int64_t>());
        }
    }
    if (const json* counters = reader.child("counters");
        counters && !readCounters(*counters, timing.counters.emplace())) {
        return false;
    }
    if (const json* inputs = reader.child("new_inputs");
        inputs && !readNewInputs(*inputs, timing.newInputs.emplace())) {
        return false;
    }
    return reader.ok() && readInterval(reader, "speedup", "ci", timing.speedup);
}

bool readFinalist(const json& object, Finalist& finalist)
{
    JsonReader reader(object);
    reader.read("sanitizers", finalist.sanitizers);
    return reader.ok() && readInterval(reader, "first_speedup", "first_ci", finalist.first);
}

bool readTakenOn(const json& object, TakenOn& machine)
{
    JsonReader reader(object);
    reader.read("host", machine.host);
    reader.read("fingerprint", machine.fingerprint);
    reader.read("result", machine.result);
    return reader.ok();
}

bool readTrust(const json& object, Trust& trust)
{
    JsonReader reader(object);
    reader.read("tier", trust.tier);
    reader.read("sandbox", trust.sandbox);
    return readTexts(reader, "layers", trust.layers) && reader.ok();
}

bool readParts(const JsonReader& reader, Evaluation& evaluation)
{
    if (const json* build = reader.child("build")) {
        JsonReader inner(*build);
        inner.read("seconds", evaluation.build.seconds);
        inner.read("command", evaluation.build.command);
        inner.read("log", evaluation.build.log);
        if (!inner.ok()) {
            return false;
        }
    }
    if (const json* diagnosis = reader.child("diagnosis"); diagnosis && !readJson(*diagnosis, evaluation.diagnosis)) {
        return false;
    }
    if (const json* trust = reader.child("trust"); trust && !readTrust(*trust, evaluation.trust)) {
        return false;
    }
    if (const json* cases = reader.child("cases")) {
        for (const json& object : *cases) {
            if (!readCase(object, evaluation.cases.emplace_back())) {
                return false;
            }
        }
    }
    if (const json* finalist = reader.child("finalist");
        finalist && !readFinalist(*finalist, evaluation.finalist.emplace())) {
        return false;
    }
    if (const json* machine = reader.child("taken_on");
        machine && !readTakenOn(*machine, evaluation.takenOn.emplace())) {
        return false;
    }
    return readTexts(reader, "preflight", evaluation.preflight) &&
           readInterval(reader, "speedup", "ci", evaluation.speedup);
}

} // namespace

std::string toText(const Trust& trust)
{
    if (trust.sandbox.empty()) {
        return {};
    }
    std::string text = trust.tier == 1   ? "tier 1 (device code that we launch), sandbox "
                       : trust.tier == 2 ? "tier 2 (native code), sandbox "
                       : trust.tier == 3 ? "tier 3 (Python), sandbox "
                                         : "sandbox ";
    text += trust.sandbox;
    for (std::size_t i = 0; i < trust.layers.size(); ++i) {
        text += (i == 0 ? ": " : ", ") + trust.layers[i];
    }
    return text;
}

json toJson(const Evaluation& evaluation)
{
    json cases = json::array();
    for (const CaseTiming& timing : evaluation.cases) {
        cases.push_back({{"name", timing.name},
                         {"dims", dimsJson(timing.dims)},
                         {"ms", timing.ms},
                         {"fastest_ms", timing.fastestMs},
                         {"baseline_ms", timing.baselineMs},
                         {"speedup", timing.speedup.value},
                         {"ci", intervalJson(timing.speedup)},
                         {"pairs", timing.pairs},
                         {"dropped", timing.dropped},
                         {"cores_used", timing.coresUsed}});
        if (timing.counters) {
            cases.back()["counters"] = countersJson(*timing.counters);
        }
        if (const auto& inputs = timing.newInputs) {
            cases.back()["new_inputs"] = {{"calls", inputs->calls}, {"more_ms", inputs->moreMs}};
        }
    }
    json document = {
        {"verdict", toText(evaluation.verdict)},
        {"stage", evaluation.stage},
        {"reason", evaluation.reason},
        {"cases", cases},
        {"speedup", evaluation.speedup.value},
        {"ci", intervalJson(evaluation.speedup)},
        {"baseline", evaluation.baseline},
        {"seed_speedup", evaluation.seedSpeedup},
        {"ms", evaluation.ms},
        {"diagnosis", toJson(evaluation.diagnosis)},
        {"build",
         {{"seconds", evaluation.build.seconds}, {"command", evaluation.build.command}, {"log", evaluation.build.log}}},
        {"preflight", evaluation.preflight},
        {"trust",
         {{"tier", evaluation.trust.tier}, {"sandbox", evaluation.trust.sandbox}, {"layers", evaluation.trust.layers}}},
        {"seconds", evaluation.seconds}};
    if (evaluation.toleranceShare) {
        document["tolerance_share"] = *evaluation.toleranceShare;
    }
    if (evaluation.finalist) {
        document["finalist"] = {{"first_speedup", evaluation.finalist->first.value},
                                {"first_ci", intervalJson(evaluation.finalist->first)},
                                {"sanitizers", evaluation.finalist->sanitizers}};
    }
    if (const auto& machine = evaluation.takenOn) {
        document["taken_on"] = {
            {"host", machine->host}, {"fingerprint", machine->fingerprint}, {"result", machine->result}};
    }
    return document;
}

std::optional<Evaluation> evaluationFromJson(const json& document)
{
    Evaluation evaluation;
    JsonReader reader(document);
    std::string verdict;
    reader.read("verdict", verdict);
    reader.read("stage", evaluation.stage);
    reader.read("reason", evaluation.reason);
    reader.read("baseline", evaluation.baseline);
    reader.read("seed_speedup", evaluation.seedSpeedup);
    reader.read("ms", evaluation.ms);
    reader.read("seconds", evaluation.seconds);
    if (reader.child("tolerance_share")) {
        reader.read("tolerance_share", evaluation.toleranceShare.emplace());
    }
    const auto known = verdictFromText(verdict);
    if (!reader.ok() || !known || !readParts(reader, evaluation)) {
        return std::nullopt;
    }
    evaluation.verdict = *known;
    return evaluation;
}

} // namespace espalier
