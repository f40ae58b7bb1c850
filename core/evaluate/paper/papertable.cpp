#include "core/evaluate/paper/papertable.h"

#include "core/diagnose/figures.h"
#include "core/diagnose/statistics.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using Json = nlohmann::json;

/// Whether the row shows the table's figure of a form of PyTorch: what was measured beside the kernels stands alone.
bool isRecorded(const PaperResult& result, const std::optional<double>& recorded)
{
    return result.torch.empty() && recorded;
}

bool speedupIsRecorded(const PaperResult& result)
{
    return result.baseline.recorded && result.speedup().value > 0;
}

/// Whether an asterisk stands in the row.
bool hasRecorded(const PaperResult& result)
{
    const OperatorTimes& here = result.row.here;
    return isRecorded(result, here.eagerMs) || isRecorded(result, here.compiledMs) || result.baseline.recorded;
}

/// A figure measured for the row; else the table's, marked.
std::string timeText(const PaperResult& result, const std::string& name, const std::optional<double>& recorded)
{
    const auto measured = std::ranges::find(result.torch, name, &TorchFigure::name);
    if (measured != result.torch.end()) {
        return measured->correct ? msText(measured->ms.value) : "wrong";
    }
    return isRecorded(result, recorded) ? msText(*recorded) + "*" : "–";
}

/// "18.9 µs, conv2d, compiled".
std::string fastestText(const PaperBaseline& fastest)
{
    if (fastest.name.empty()) {
        return "–";
    }
    std::string name;
    for (const char c : fastest.name) {
        name += c == '_' ? std::string(", ") : std::string(1, c);
    }
    return msText(fastest.ms.value) + (fastest.recorded ? "*, " : ", ") + name;
}

std::string shareText(const PaperResult& result)
{
    return result.roofShare() > 0                 ? percentText(result.roofShare())
           : result.best() && !result.row.floorMs ? "launch"
                                                  : "–";
}

std::string ratioRangeText(const std::optional<RatioRange>& ratio)
{
    if (!ratio) {
        return "–";
    }
    const std::string low = ratioText(ratio->low);
    return ratio->low == ratio->high ? low : low + " to " + ratioText(ratio->high);
}

/// "conv.cu 0.149 ms", or why there is none.
std::string bestText(const PaperResult& result)
{
    const PaperKernel* best = result.best();
    if (!best) {
        return result.seed.name.empty() ? "not judged" : std::string(toText(result.seed.evaluation.verdict));
    }
    return best->name + " " + msText(best->ms());
}

std::string speedupText(const PaperResult& result)
{
    const Interval speedup = result.speedup();
    return speedupIsRecorded(result) ? ratioText(speedup.value) + "*" : intervalText(speedup);
}

Json intervalJson(const Interval& interval)
{
    return Json{interval.value, interval.low, interval.high};
}

Json timesJson(const OperatorTimes& times)
{
    Json json = Json::object();
    if (!times.hardware.empty()) {
        json["hardware"] = times.hardware;
    }
    for (const auto& [key, ms] : {std::pair("eager_ms", times.eagerMs), std::pair("compiled_ms", times.compiledMs),
                                  std::pair("conv2d_ms", times.conv2dMs), std::pair("theirs_ms", times.theirsMs)}) {
        if (ms) {
            json[key] = *ms;
        }
    }
    if (times.ratio) {
        json["ratio"] = {times.ratio->low, times.ratio->high};
    }
    return json;
}

Json kernelJson(const PaperKernel& kernel)
{
    Json json{{"kernel", kernel.name},
              {"verdict", toText(kernel.evaluation.verdict)},
              {"reason", kernel.evaluation.reason},
              {"ms", kernel.ms()}};
    if (kernel.ms() > 0) {
        json["over_seed"] = intervalJson(kernel.evaluation.cases.front().speedup);
    }
    return json;
}

Json rowJson(const PaperResult& result)
{
    Json dims = Json::object();
    for (const auto& [name, value] : result.dims) {
        dims[name] = value;
    }
    Json torch = Json::array();
    for (const TorchFigure& figure : result.torch) {
        torch.push_back({{"name", figure.name},
                         {"ms", intervalJson(figure.ms)},
                         {"correct", figure.correct},
                         {"reason", figure.reason}});
    }
    Json kernels = Json::array();
    std::ranges::transform(result.kernels, std::back_inserter(kernels), kernelJson);
    const PaperKernel* best = result.best();
    Json json{{"row", result.row.name},
              {"task", result.row.task},
              {"case", result.row.caseName},
              {"dims", std::move(dims)},
              {"flops", result.flops},
              {"bytes", result.bytes},
              {"paper", timesJson(result.row.paper)},
              {"recorded", timesJson(result.row.here)},
              {"torch", std::move(torch)},
              {"baseline",
               {{"name", result.baseline.name},
                {"ms", intervalJson(result.baseline.ms)},
                {"measured", !result.baseline.name.empty() && !result.baseline.recorded}}},
              {"seed", result.seed.name.empty() ? Json() : kernelJson(result.seed)},
              {"kernels", std::move(kernels)},
              {"best", best ? kernelJson(*best) : Json()},
              {"speedup", intervalJson(result.speedup())},
              {"roof_share", result.roofShare()}};
    if (result.row.floorMs) {
        json["floor_ms"] = *result.row.floorMs;
    }
    if (!result.row.note.empty()) {
        json["note"] = result.row.note;
    }
    return json;
}

} // namespace

std::vector<std::vector<std::string>> paperTable(const std::vector<PaperResult>& results)
{
    std::vector<std::vector<std::string>> rows{{"row", "eager", "compiled", "the fastest of PyTorch", "seed",
                                                "best kernel", "over the fastest baseline [99 %]", "share of the roof",
                                                "the paper's"}};
    for (const PaperResult& result : results) {
        const OperatorTimes& here = result.row.here;
        rows.push_back({result.row.name, timeText(result, "eager", here.eagerMs),
                        timeText(result, "compiled", here.compiledMs), fastestText(result.baseline),
                        msText(result.seed.ms()), bestText(result), speedupText(result), shareText(result),
                        ratioRangeText(result.row.paper.ratio)});
    }
    return rows;
}

std::string paperSummary(const std::vector<PaperResult>& results, const std::string& card)
{
    std::size_t won = 0;
    std::size_t lost = 0;
    std::vector<double> speedups;
    for (const PaperResult& result : results) {
        const Interval speedup = result.speedup();
        if (speedup.value > 0) {
            speedups.push_back(speedup.value);
            const Decision decision = decide(speedup);
            won += decision == Decision::Faster ? 1 : 0;
            lost += decision == Decision::Slower ? 1 : 0;
        }
    }
    std::string text = std::to_string(results.size()) + " rows: " + std::to_string(won) +
                       " faster than the fastest baseline, " + std::to_string(lost) + " slower, " +
                       std::to_string(speedups.size() - won - lost) + " within the noise, " +
                       std::to_string(results.size() - speedups.size()) + " without a comparison";
    if (!speedups.empty()) {
        const bool marked = std::ranges::any_of(results, speedupIsRecorded);
        text += "; geometric mean " + ratioText(geometricMean(speedups)) + (marked ? "*" : "");
    }
    return std::ranges::any_of(results, hasRecorded)
               ? text + ".\n* recorded on one " + card +
                     " at another time, and no comparison on any other card; measure the baselines beside the "
                     "kernels and name their file with --torch."
               : text + ".";
}

Json paperJson(const std::vector<PaperResult>& results)
{
    Json list = Json::array();
    std::ranges::transform(results, std::back_inserter(list), rowJson);
    return list;
}

} // namespace espalier
