#include "core/evaluate/bundle/bundleresult.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/graph/jsonreader.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::size_t kResultCap = std::size_t{64} << 20;
constexpr std::size_t kLongestHost = 255;
constexpr std::size_t kLongestFingerprint = 2'000;
constexpr std::size_t kMostBaselines = 100;

bool isFigure(double value)
{
    return std::isfinite(value) && value >= 0;
}

bool isInterval(const Interval& interval)
{
    return isFigure(interval.low) && isFigure(interval.value) && isFigure(interval.high) &&
           interval.low <= interval.high;
}

/// What the judge can have said: a correct kernel was timed, every figure is one.
bool isPlausible(const Evaluation& evaluation)
{
    const auto isTiming = [](const CaseTiming& timing) {
        return isFigure(timing.ms) && isFigure(timing.baselineMs) && isInterval(timing.speedup) && timing.pairs >= 0;
    };
    const bool figures = isFigure(evaluation.ms) && isFigure(evaluation.seedSpeedup) && isFigure(evaluation.seconds) &&
                         isInterval(evaluation.speedup) &&
                         std::all_of(evaluation.cases.begin(), evaluation.cases.end(), isTiming);
    return figures && (!isValid(evaluation.verdict) || (evaluation.speedup.value > 0 && !evaluation.cases.empty()));
}

bool readBaseline(const json& object, BaselineResult& baseline)
{
    JsonReader reader(object);
    reader.read("name", baseline.name);
    reader.read("valid", baseline.valid);
    reader.read("reason", baseline.reason);
    reader.read("mean_ms", baseline.meanMs);
    if (const json* times = reader.child("ms")) {
        for (const json& ms : *times) {
            if (!ms.is_number() || !isFigure(ms.get<double>())) {
                return false;
            }
            baseline.ms.push_back(ms.get<double>());
        }
    }
    return reader.ok() && isFigure(baseline.meanMs);
}

Result<void> readHead(const std::filesystem::path& folder, const json& document, BundleResult& result)
{
    JsonReader reader(document);
    int format = 0;
    reader.read("format", format);
    if (!reader.ok()) {
        return badBundle(folder, "result.json is no whole JSON document");
    }
    if (format != kBundleFormat) {
        return badBundle(folder, "the format of its result is " + std::to_string(format) + " and this Espalier reads " +
                                     std::to_string(kBundleFormat));
    }
    reader.read("job", result.job);
    reader.read("host", result.host);
    reader.read("fingerprint", result.fingerprint);
    reader.read("fastest", result.fastest);
    const json* baselines = reader.child("baselines");
    bool ok = reader.ok() && baselines != nullptr && baselines->is_array() && baselines->size() <= kMostBaselines &&
              result.host.size() <= kLongestHost && result.fingerprint.size() <= kLongestFingerprint;
    for (std::size_t i = 0; ok && i < baselines->size(); ++i) {
        ok = readBaseline((*baselines)[i], result.baselines.emplace_back());
    }
    const auto isFastest = [&](const BaselineResult& b) { return b.name == result.fastest; };
    ok = ok && std::any_of(result.baselines.begin(), result.baselines.end(), isFastest);
    return ok ? Result<void>()
              : Result<void>(badBundle(folder, "result.json does not name its machine and baselines as it should"));
}

Result<void> readAnswer(const std::filesystem::path& folder, const json& object, const BundleCandidate& candidate,
                        BundleResult& result)
{
    JsonReader reader(object);
    std::string artefact;
    reader.read("artefact", artefact);
    const json* answer = reader.child("evaluation");
    if (!reader.ok() || artefact != candidate.artefact || answer == nullptr) {
        return badBundle(folder, "its result is of other candidates than \"" + candidate.name + "\"");
    }
    JsonReader inner(*answer);
    std::string verdict;
    inner.read("verdict", verdict);
    if (!inner.ok() || !verdictFromText(verdict)) {
        return badBundle(folder, "the verdict on \"" + candidate.name + "\" is \"" + verdict.substr(0, 40) +
                                     "\", which no judge of this version gives");
    }
    auto evaluation = evaluationFromJson(*answer);
    if (!evaluation || !isPlausible(*evaluation)) {
        return badBundle(folder, "the figures of \"" + candidate.name + "\" are none that a judge gives");
    }
    result.artefacts.push_back(artefact);
    result.evaluations.push_back(*std::move(evaluation));
    return {};
}

Result<BundleResult> readResult(const std::filesystem::path& folder, const std::string& text, const OpenBundle& bundle)
{
    const json document = json::parse(text, nullptr, false);
    BundleResult result;
    if (const auto head = readHead(folder, document, result); !head) {
        return head.error();
    }
    if (result.job != bundle.checksum) {
        return badBundle(folder, "its result answers another job");
    }
    const auto answers = document.find("results");
    if (answers == document.end() || !answers->is_array() || answers->size() != bundle.job.candidates.size()) {
        return badBundle(folder, "its result has not one answer for each candidate");
    }
    for (std::size_t i = 0; i < answers->size(); ++i) {
        if (const auto read = readAnswer(folder, (*answers)[i], bundle.job.candidates[i], result); !read) {
            return read.error();
        }
    }
    return result;
}

} // namespace

std::string toText(const BundleResult& result)
{
    json baselines = json::array();
    for (const BaselineResult& baseline : result.baselines) {
        baselines.push_back({{"name", baseline.name},
                             {"valid", baseline.valid},
                             {"reason", baseline.reason},
                             {"ms", baseline.ms},
                             {"mean_ms", baseline.meanMs}});
    }
    json results = json::array();
    for (std::size_t i = 0; i < result.evaluations.size(); ++i) {
        results.push_back({{"artefact", result.artefacts[i]}, {"evaluation", toJson(result.evaluations[i])}});
    }
    const json document{{"format", kBundleFormat}, {"job", result.job},
                        {"host", result.host},     {"fingerprint", result.fingerprint},
                        {"baselines", baselines},  {"fastest", result.fastest},
                        {"results", results}};
    return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<FinishedBundle> readFinished(const std::filesystem::path& folder)
{
    Result<OpenBundle> bundle = openBundle(folder, {kBundleTask, "candidates"});
    if (!bundle) {
        return bundle.error();
    }
    const std::filesystem::path file = folder / kBundleResult;
    std::error_code ignored;
    const auto status = std::filesystem::symlink_status(file, ignored);
    if (!std::filesystem::exists(status)) {
        return Error{ErrorKind::Usage, "the bundle " + folder.string() + " has no result yet",
                     "there is no result.json in it", "call its script run on the other machine, then bring it home"};
    }
    if (!std::filesystem::is_regular_file(status)) {
        return badBundle(folder, "result.json is not a file");
    }
    const Result<std::string> text = readFile(file, kResultCap);
    if (!text) {
        return text.error();
    }
    Result<BundleResult> result = readResult(folder, *text, *bundle);
    if (!result) {
        return result.error();
    }
    return FinishedBundle{*std::move(bundle), *std::move(result), sha256(*text)};
}

} // namespace espalier
