#include "core/knowledge/ripgrep.h"

#include "core/base/process.h"

#include <nlohmann/json.hpp>
#include <sstream>

namespace espalier {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kTimeLimit{10'000};
constexpr std::size_t kOutputCap = std::size_t{4} << 20;
constexpr int kFailed = 2; ///< ripgrep's exit code for an error; 1 is nothing found

std::vector<std::string> argumentsFor(const std::filesystem::path& program, const CodeQuery& query)
{
    std::vector<std::string> arguments{
        program.string(), "--no-config",       "--json",
        "--sort=path",    "--max-filesize=1M", "--no-messages",
        "--smart-case",   "--no-follow",       "--max-count=" + std::to_string(query.limit)};
    if (!query.regex) {
        arguments.emplace_back("--fixed-strings");
    }
    arguments.insert(arguments.end(), {"--regexp=" + query.pattern, "--", "./"});
    return arguments;
}

/// The text of {"text": …}; nothing where it is {"bytes": …}, which ripgrep writes for what is no UTF-8.
std::optional<std::string> textIn(const json& data, const char* key)
{
    const auto part = data.find(key);
    if (part == data.end() || !part->is_object() || !part->contains("text") || !(*part)["text"].is_string()) {
        return std::nullopt;
    }
    return (*part)["text"].get<std::string>();
}

/// One line of output as a hit, where it is one.
std::optional<CodeHit> hitIn(const std::string& line, const std::filesystem::path& folder)
{
    const json message = json::parse(line, nullptr, false);
    const bool isMatch = message.is_object() && message.contains("type") && message["type"] == "match";
    if (!isMatch || !message.contains("data") || !message["data"].is_object()) {
        return std::nullopt;
    }
    const json& data = message["data"];
    auto file = textIn(data, "path");
    const auto text = textIn(data, "lines");
    const auto number = data.find("line_number");
    if (!file || !text || number == data.end() || !number->is_number_unsigned()) {
        return std::nullopt;
    }
    if (file->starts_with("./")) {
        file->erase(0, 2);
    }
    return CodeHit{folder, *std::move(file), number->get<int>(), excerptOf(*text)};
}

void readHits(const std::string& output, const std::filesystem::path& folder, const CodeQuery& query,
              CodeFindings& findings)
{
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        auto hit = hitIn(line, folder);
        if (hit && findings.hits.size() >= query.limit) {
            findings.cut = true;
            return;
        }
        if (hit) {
            findings.hits.push_back(*std::move(hit));
        }
    }
}

} // namespace

Result<CodeFindings> ripgrep(const std::filesystem::path& program, const CodeQuery& query, const std::stop_token& stop)
{
    CodeFindings findings;
    findings.engine = "ripgrep";
    for (const std::filesystem::path& folder : query.folders) {
        ProcessSpec spec;
        spec.argv = argumentsFor(program, query);
        spec.folder = folder;
        spec.timeout = kTimeLimit;
        spec.outputCap = kOutputCap;
        const auto outcome = runProcess(spec, stop);
        if (!outcome) {
            return outcome.error();
        }
        const bool refused = outcome->signal == 0 && outcome->exitCode == kFailed;
        if (refused && outcome->output.find("{\"type\"") == std::string::npos) {
            return Error{ErrorKind::Usage, "cannot look for " + query.pattern, excerptOf(outcome->output),
                         "mend the expression, or leave out --regex"};
        }
        readHits(outcome->output, folder, query, findings);
        findings.cut = findings.cut || outcome->timedOut || outcome->outputCut || outcome->cancelled;
    }
    return findings;
}

} // namespace espalier
