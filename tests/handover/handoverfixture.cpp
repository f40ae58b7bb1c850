#include "tests/handover/handoverfixture.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/graph/candidate.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBaseline = "compiled";

/// The task's folder with small sizes, so that its test is quick.
fs::path copiedTask(const fs::path& folder, const std::string& name)
{
    const fs::path copy = folder / "tasks" / name;
    fs::create_directories(copy.parent_path());
    fs::copy(fs::path(ESPALIER_SOURCE_DIR) / "resources" / "tasks" / name, copy, fs::copy_options::recursive);
    auto document = nlohmann::json::parse(*readFile(copy / "task.json"));
    if (name == "softmax") {
        nlohmann::json cases = nlohmann::json::array();
        for (const auto& one : document.at("cases")) {
            if (one.at("role") == "smoke" || one.at("role") == "hidden") {
                cases.push_back(one);
            }
        }
        for (const bool cpu : {true, false}) {
            const char* role = cpu ? "cpu" : "gpu";
            const std::string there = cpu ? "" : ", on a GPU"; // no two cases have one name
            cases.push_back(
                {{"name", "square" + there}, {"role", role}, {"dims", {{"rows", 64}, {"cols", cpu ? 256 : 257}}}});
            cases.push_back(
                {{"name", "wide" + there}, {"role", role}, {"dims", {{"rows", 8}, {"cols", cpu ? 4096 : 4097}}}});
        }
        document["cases"] = cases;
        document["licence"] = "MIT";
    }
    (void)writeFileAtomic(copy / "task.json", document.dump(1));
    return copy;
}

Store opened(const fs::path& path)
{
    auto store = Store::open(path);
    if (!store) {
        std::abort();
    }
    return *std::move(store);
}

/// Of the task's case of this name; of its last one where nobody calls a case so.
Dims dimsOf(const fs::path& taskFolder, const std::string& name)
{
    const auto task = loadTask(taskFolder);
    const auto found = std::ranges::find(task->cases, name, &Case::name);
    return found == task->cases.end() ? task->cases.back().dims : found->dims;
}

} // namespace

HandoverFixture::HandoverFixture(const std::string& target, const std::string& task)
    : taskFolder(copiedTask(folder.path(), task)), store(opened(folder.path() / "store"))
{
    SessionSettings settings;
    settings.task = task;
    settings.taskFolder = taskFolder.string();
    settings.target = target;
    settings.name = "handed over";
    settings.machine = "a machine <with> brackets";
    settings.program = "espalier test";
    session = *store.createSession(settings);
    (void)store.setBaseline(session, kBaseline, 2.0);
    language = target == "cpu" ? "cpp" : target;
    const Interval half{0.5, 0.45, 0.55};
    add(seed(), 0, Verdict::Slower, {{"square", half}, {"wide", half}});
}

std::string HandoverFixture::seed() const
{
    const char* name = language == "cuda" ? "seed.cu" : language == "triton" ? "seed_triton.py" : "seed.cpp";
    return *readFile(taskFolder / name);
}

NodeNumber HandoverFixture::add(const std::string& source, NodeNumber parent, Verdict verdict,
                                const std::map<std::string, Interval>& speedups, const std::string& summary,
                                bool judgedTwice)
{
    NodeInsert insert;
    Candidate candidate;
    candidate.language = language;
    candidate.compiler = language == "cpp" ? "g++" : language == "cuda" ? "nvrtc" : "python";
    candidate.options = language == "cpp" ? std::vector<std::string>{"-O2", "-fopenmp"} : std::vector<std::string>();
    candidate.source = source;
    insert.candidateObject = toObject(candidate);
    Evaluation& evaluation = insert.evaluation;
    evaluation.verdict = verdict;
    evaluation.stage = "done";
    evaluation.reason = isValid(verdict) ? "" : "y is wrong";
    evaluation.baseline = kBaseline;
    for (const auto& [name, speedup] : speedups) {
        evaluation.cases.push_back({name, dimsOf(taskFolder, name), 1 / speedup.value, 1.0, speedup, 20});
        evaluation.speedup = speedup;
    }
    if (judgedTwice) {
        evaluation.finalist = Finalist{evaluation.speedup, "nothing found"};
    }
    evaluation.diagnosis.bound = Bound::Memory;
    evaluation.diagnosis.intensity = 0.6;
    evaluation.diagnosis.gflops = 5;
    evaluation.diagnosis.facts = {"It reaches half of the roof."};
    Node& node = insert.node;
    node.number = next++;
    if (node.number > 0) {
        node.parents = {parent};
        node.edge = EdgeKind::Refine;
    }
    node.step = static_cast<int>(node.number);
    node.artefact = sha256(insert.candidateObject);
    setFigures(node, evaluation);
    node.verdict = verdict;
    node.summary = summary;
    if (!store.insertNode(session, insert)) {
        std::abort();
    }
    return node.number;
}

SessionInfo HandoverFixture::info()
{
    return *store.session(session);
}

std::string kernelText(const std::string& name)
{
    return *readFile(fs::path(ESPALIER_SOURCE_DIR) / "tests" / "handover" / "kernels" / name);
}

ToolRun runTool(const std::vector<std::string>& argv, const fs::path& folder)
{
    ProcessSpec spec;
    spec.argv = argv;
    spec.folder = folder;
    spec.timeout = std::chrono::minutes(3);
    const auto run = runProcess(spec);
    return run ? ToolRun{run->succeeded() ? 0 : std::max(1, run->exitCode), run->output}
               : ToolRun{-1, run.error().sentence()};
}

} // namespace espalier
