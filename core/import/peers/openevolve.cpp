#include "core/base/file.h"
#include "core/base/jsonmembers.h"
#include "core/import/peers/peerjson.h"
#include "core/import/peers/peerrun.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileCap = std::size_t{16} << 20;

/// N of "checkpoint_N", -1 for any other name.
int checkpointNumber(const fs::path& folder)
{
    constexpr std::string_view kPrefix = "checkpoint_";
    const std::string name = folder.filename().string();
    int number = -1;
    if (name.starts_with(kPrefix)) {
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), number);
    }
    return number;
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code failed;
    for (auto entry = fs::directory_iterator(folder, failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        paths.push_back(entry->path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// The folder itself, or the newest checkpoint in it or in its folder "checkpoints".
fs::path checkpointIn(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::is_directory(folder / "programs", ignored)) {
        return folder;
    }
    fs::path newest;
    for (const fs::path& place : {folder, folder / "checkpoints"}) {
        for (const fs::path& one : entriesOf(place)) {
            const bool isOne = fs::is_directory(one / "programs", ignored);
            if (isOne && (newest.empty() || checkpointNumber(one) > checkpointNumber(newest))) {
                newest = one;
            }
        }
    }
    return newest;
}

/// OpenEvolve ranks by combined_score, and by the mean of all metrics where there is none (get_fitness_score()).
double scoreOf(const nlohmann::json& metrics)
{
    if (memberOf(metrics, "combined_score").is_number()) {
        return numberOf(metrics, "combined_score");
    }
    double sum = 0;
    int count = 0;
    for (const auto& [name, value] : metrics.items()) {
        if (value.is_number() && std::isfinite(value.get<double>())) {
            sum += value.get<double>();
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}

std::vector<Exchange> exchangesOf(const nlohmann::json& prompts)
{
    std::vector<Exchange> exchanges;
    if (!prompts.is_object()) {
        return exchanges;
    }
    for (const auto& [kind, prompt] : prompts.items()) {
        Exchange exchange;
        exchange.system = textOf(prompt, "system");
        exchange.prompt = textOf(prompt, "user");
        const nlohmann::json& responses = memberOf(prompt, "responses");
        for (const nlohmann::json& response : responses.is_array() ? responses : nlohmann::json::array()) {
            exchange.answer += response.is_string() ? response.get<std::string>() : std::string();
        }
        if (!exchange.prompt.empty() || !exchange.answer.empty()) {
            exchanges.push_back(std::move(exchange));
        }
    }
    return exchanges;
}

std::optional<PeerProgram> programOf(const nlohmann::json& document)
{
    PeerProgram program;
    program.id = textOf(document, "id");
    program.candidate.language = textOf(document, "language");
    program.candidate.compiler.clear();
    program.candidate.source = textOf(document, "code");
    if (program.id.empty() || program.candidate.source.size() > kPeerSourceCap) {
        return std::nullopt;
    }
    const nlohmann::json& metrics = memberOf(document, "metrics");
    const nlohmann::json& metadata = memberOf(document, "metadata");
    program.parent = textOf(document, "parent_id");
    program.figures = figuresOf(metrics);
    program.score = scoreOf(metrics);
    // What timed out or raised has the metric "error", whatever its score.
    const nlohmann::json& error = memberOf(metrics, "error");
    program.fault = error.is_string() ? oneLine(error.get<std::string>()) : error.is_null() ? "" : "it failed";
    program.correct = program.fault.empty() && !program.figures.empty();
    program.summary = oneLine(textOf(metadata, "changes"));
    program.time = numberOf(document, "timestamp");
    program.exchanges = exchangesOf(memberOf(document, "prompts"));
    return program;
}

} // namespace

Result<PeerRun> readOpenEvolve(const fs::path& path)
{
    const fs::path checkpoint = checkpointIn(path);
    if (checkpoint.empty()) {
        return Error{ErrorKind::Usage, "there is no checkpoint of OpenEvolve in " + path.string(),
                     "neither it nor a folder in it holds the folder programs",
                     "give a folder checkpoint_N, or the one they lie in"};
    }
    PeerRun run{"OpenEvolve", checkpoint.filename().string(), "a combined_score of 1", {}, 0};
    for (const fs::path& file : entriesOf(checkpoint / "programs")) {
        if (file.extension() != ".json") {
            continue;
        }
        if (run.programs.size() == kPeerProgramsCap) {
            ++run.unread;
            continue;
        }
        const Result<std::string> text = readFile(file, kFileCap);
        const auto document = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
        if (std::optional<PeerProgram> program = programOf(document)) {
            run.programs.push_back(*std::move(program));
        } else {
            ++run.unread;
        }
    }
    return run;
}

} // namespace espalier
