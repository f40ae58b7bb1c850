#include "core/evaluate/toolchain/pythontoolchain.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/evaluate/toolchain/buildlog.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kSourceCap = std::size_t{1} << 20;
constexpr std::size_t kHashLength = 16;

Json tensorsJson(const std::vector<Tensor>& tensors)
{
    Json list = Json::array();
    for (const Tensor& tensor : tensors) {
        Json shape = Json::array();
        for (const Expression& extent : tensor.shape) {
            shape.push_back(extent.text());
        }
        list.push_back({{"name", tensor.name}, {"dtype", toText(tensor.dtype)}, {"shape", shape}});
    }
    return list;
}

/// The sizes that are timed, each in the order of the task's dims.
Json timedSizes(const Task& task)
{
    Json list = Json::array();
    for (const Case* one : task.casesOf(CaseRole::Gpu)) {
        Json sizes = Json::array();
        for (const auto& [name, size] : one->dims) {
            sizes.push_back(size);
        }
        list.push_back(std::move(sizes));
    }
    return list;
}

/// Of a baseline's processes, below the interpreter's scratch folder.
std::string keptFolder(const std::string& mode, const std::string& source)
{
    return "baseline-" + sha256(mode + "\n" + source).substr(0, kHashLength);
}

std::string textOf(const Json& from, const char* key)
{
    const auto found = from.is_object() ? from.find(key) : from.end();
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

PythonToolchain::PythonToolchain(const Task& task, fs::path folder, fs::path worker, Sandbox sandbox,
                                 Interpreter interpreter, ProcessLimits limits)
    : m_task(task), m_folder(std::move(folder)), m_worker(std::move(worker)), m_sandbox(std::move(sandbox)),
      m_interpreter(std::move(interpreter)), m_limits(limits)
{
    if (auto reference = readFile(task.folder / "reference.py", kSourceCap)) {
        m_reference = *std::move(reference);
    }
    if (auto seed = readFile(task.folder / kTritonSeed, kSourceCap)) {
        m_seed = *std::move(seed);
    }
}

BuildOutcome PythonToolchain::build(const Candidate& candidate, std::stop_token stop)
{
    const bool baseline = candidate.language == "torch";
    if (!baseline && candidate.language != "triton") {
        return refusedBuild(Verdict::BuildFailed, "the target triton takes Python (triton), not " + candidate.language);
    }
    if (candidate.options.size() > (baseline ? 1U : 0U)) {
        return refusedBuild(Verdict::BuildFailed, "the target triton takes no build options");
    }
    if (candidate.source.size() > kSourceCap) {
        return refusedBuild(Verdict::BuildFailed, "the source is longer than 1 MiB");
    }
    return m_built.once(candidate, stop, [&] { return check(candidate, stop); });
}

std::string PythonToolchain::document(const Candidate& candidate, const std::string& language) const
{
    const bool baseline = candidate.language == "torch";
    const std::string mode = candidate.options.empty() ? std::string() : candidate.options.front();
    // What a compiler made for a baseline, the task's seed among them, need not be made again by the next process. A
    // candidate's processes leave each other nothing: it would be answers. It gets what the C compiler made for the
    // seed of Triton's own code.
    const bool keeps = baseline || candidate.source == m_seed;
    const std::string cache = keeps ? keptFolder(mode, candidate.source) : std::string();
    const std::string launchers = keeps || m_seed.empty() ? std::string() : keptFolder({}, m_seed);
    return Json{{"task", m_task.name},
                {"dims", m_task.dims},
                {"inputs", tensorsJson(m_task.inputs)},
                {"outputs", tensorsJson(m_task.outputs)},
                {"language", baseline ? "torch" : language},
                {"source", candidate.source},
                {"reference", m_reference},
                {"compile", mode},
                {"compile_at", mode.empty() ? Json::array() : timedSizes(m_task)},
                {"cache", cache},
                {"launchers", launchers}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

BuildOutcome PythonToolchain::check(const Candidate& candidate, std::stop_token stop)
{
    const fs::path folder = m_folder / ("build-" + std::to_string(m_number++));
    std::error_code failed;
    fs::create_directories(folder, failed);
    const auto script = readFile(m_interpreter.modules / "check.py");
    if (failed || !script || !writeFileAtomic(folder / "check.py", *script) ||
        !writeFileAtomic(folder / "candidate.py", candidate.source)) {
        return refusedBuild(Verdict::BuildFailed,
                            "cannot write the source to " + folder.string() + "; is the disk full");
    }
    // A virtual environment only has a link to it.
    const fs::path linked = fs::canonical(m_interpreter.program, failed);
    const fs::path python = failed ? m_interpreter.program : linked;
    const std::string kind = candidate.language == "torch" ? "baseline" : "candidate";
    const auto run =
        runProcess(confinedBuild(m_sandbox, m_worker, folder, {python.string(), "-I", "-S", "-B", "check.py", kind},
                                 m_limits, m_interpreter),
                   std::move(stop));
    BuildOutcome outcome;
    outcome.report.command = "python check.py " + kind;
    if (!run) {
        outcome.reason = run.error().sentence();
        return outcome;
    }
    outcome.report.seconds = run->seconds;
    const Json answer = run->succeeded() ? Json::parse(run->output, nullptr, false) : Json();
    const std::string language = textOf(answer, "language");
    const fs::path program = folder / "candidate.program";
    if (const std::string reason = textOf(answer, "reason"); !reason.empty()) {
        outcome.reason = outcome.report.log = printable(reason);
        outcome.verdict = textOf(answer, "verdict") == "blocked" ? Verdict::Blocked : Verdict::BuildFailed;
    } else if (language.empty()) {
        outcome.report.log = printable(run->output);
        outcome.reason = whyItFailed(*run, outcome.report.log, m_limits);
    } else if (writeFileAtomic(program, document(candidate, language))) {
        outcome.library = program;
    } else {
        outcome.reason = "cannot write the program to " + folder.string() + "; is the disk full";
    }
    return outcome;
}

} // namespace espalier
