#include "core/base/file.h"
#include "core/base/jsonmembers.h"
#include "core/import/peers/peerjson.h"
#include "core/import/peers/peerrun.h"

#include <algorithm>
#include <ctime>

namespace espalier {
namespace {

constexpr std::size_t kFileCap = std::size_t{256} << 20;
constexpr double kNoTime = 1e19; ///< older versions write 1e20 for what did not run

/// A cache that is still being written ends behind a configuration and its comma, without the two last brackets.
nlohmann::json parsedCache(const std::string& text)
{
    nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_discarded()) {
        return document;
    }
    const std::size_t last = text.find_last_not_of(" \r\n\t,");
    return nlohmann::json::parse(text.substr(0, last == std::string::npos ? 0 : last + 1) + "}}", nullptr, false);
}

/// "2026-11-22 08:01:02.5+00:00" as unix time, 0 for anything else.
double unixTime(const std::string& text)
{
    std::tm time{};
    const char* end = ::strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &time);
    return end ? static_cast<double>(::timegm(&time)) : 0;
}

std::string shown(const nlohmann::json& value)
{
    return oneLine(value.is_string() ? value.get<std::string>()
                                     : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

PeerProgram programOf(const std::string& key, const nlohmann::json& configuration, const nlohmann::json& parameters)
{
    PeerProgram program;
    program.id = key;
    for (const nlohmann::json& parameter : parameters) {
        const std::string name = parameter.is_string() ? parameter.get<std::string>() : std::string();
        const std::string value = shown(memberOf(configuration, name.c_str()));
        program.candidate.source += "#define " + oneLine(name) + " " + value + "\n";
        program.summary.append(program.summary.empty() ? "" : " ").append(name).append("=").append(value);
    }
    program.summary = oneLine(program.summary);
    program.candidate.compiler.clear();
    const nlohmann::json& time = memberOf(configuration, "time");
    program.ms = numberOf(configuration, "time");
    program.correct = program.ms > 0 && program.ms < kNoTime;
    program.ms = program.correct ? program.ms : 0;
    program.fault = program.correct ? "" : time.is_string() ? shown(time) : "it did not run";
    nlohmann::json figures = configuration;
    for (const nlohmann::json& parameter : parameters) {
        if (parameter.is_string()) {
            figures.erase(parameter.get<std::string>());
        }
    }
    program.figures = figuresOf(figures);
    program.time = unixTime(textOf(configuration, "timestamp"));
    program.seconds =
        std::max(0.0, numberOf(configuration, "compile_time") + numberOf(configuration, "benchmark_time")) / 1000;
    return program;
}

} // namespace

Result<PeerRun> readKernelTuner(const std::filesystem::path& path)
{
    const Result<std::string> text = readFile(path, kFileCap);
    if (!text) {
        return text.error();
    }
    const nlohmann::json document = parsedCache(*text);
    const nlohmann::json& cache = memberOf(document, "cache");
    const nlohmann::json& parameters = memberOf(document, "tune_params_keys");
    if (!cache.is_object() || !parameters.is_array()) {
        return Error{ErrorKind::Usage, path.string() + " is no cache of kernel_tuner",
                     "it is no JSON object with \"cache\" and \"tune_params_keys\"",
                     "give the file that was named with cache="};
    }
    const std::string kernel = oneLine(textOf(document, "kernel_name"));
    PeerRun run{
        "kernel_tuner", kernel.empty() ? path.stem().string() : kernel, "the first configuration that ran", {}, 0};
    for (const auto& [key, configuration] : cache.items()) {
        if (!configuration.is_object() || run.programs.size() == kPeerProgramsCap) {
            ++run.unread;
            continue;
        }
        run.programs.push_back(programOf(key, configuration, parameters));
        run.programs.back().candidate.language = "cuda";
    }
    std::stable_sort(run.programs.begin(), run.programs.end(),
                     [](const PeerProgram& a, const PeerProgram& b) { return a.time < b.time; });
    const auto first = std::find_if(run.programs.begin(), run.programs.end(),
                                    [](const PeerProgram& program) { return program.correct; });
    for (PeerProgram& program : run.programs) {
        program.score = program.correct ? first->ms / program.ms : 0;
    }
    return run;
}

} // namespace espalier
