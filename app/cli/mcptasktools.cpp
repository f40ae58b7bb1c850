#include "app/cli/candidateoptions.h"
#include "app/cli/handedit.h"
#include "app/cli/mcptools.h"
#include "core/base/paths.h"
#include "core/mcp/toolschema.h"
#include "core/task/tasklibrary.h"

namespace espalier::cli {
namespace {

using Json = nlohmann::json;

/// Without its hidden cases: those are never shown to whoever writes kernels.
Json taskDocument(const Task& task)
{
    Json cases = Json::array();
    for (const Case& one : task.cases) {
        if (one.role == CaseRole::Hidden) {
            continue;
        }
        Json dims = Json::object();
        for (const auto& [name, value] : one.dims) {
            dims[name] = value;
        }
        const char* role = one.role == CaseRole::Smoke ? "smoke" : one.role == CaseRole::Cpu ? "cpu" : "gpu";
        cases.push_back({{"name", one.name}, {"role", role}, {"dims", std::move(dims)}});
    }
    return {{"task", task.name},
            {"summary", task.summary},
            {"definition", task.definition},
            {"header", task.header()},
            {"cuda_only", task.needsGpu()},
            {"tolerance", {{"rtol", task.tolerance.rtol}, {"scale", task.tolerance.scale}}},
            {"cases", std::move(cases)}};
}

Result<Json> listTasks(const Json& arguments)
{
    if (arguments.contains("task")) {
        const auto task = findTask(shareFolder() / "tasks", arguments["task"].get<std::string>());
        return task ? Result<Json>(taskDocument(*task)) : task.error();
    }
    Json list = Json::array();
    for (const std::string& name : taskNames(shareFolder() / "tasks")) {
        const auto task = findTask(shareFolder() / "tasks", name);
        if (!task) {
            return task.error();
        }
        list.push_back({{"task", name}, {"summary", task->summary}});
    }
    return Json{{"tasks", std::move(list)}};
}

Result<Json> evaluateCandidate(EvaluationLane& lane, const Json& arguments, const std::stop_token& stop)
{
    const auto task = findTask(shareFolder() / "tasks", arguments["task"].get<std::string>());
    if (!task) {
        return task.error();
    }
    const std::string target = arguments.value("target", "cpu");
    std::optional<std::vector<std::string>> options;
    if (arguments.contains("options")) {
        options = arguments["options"].get<std::vector<std::string>>();
    }
    const Candidate candidate =
        candidateFrom(target, arguments.value("compiler", "g++"), options, arguments["source"].get<std::string>());
    const auto evaluation = lane.judge(*task, target, candidate, arguments.value("finalist", false), stop);
    return evaluation ? Result<Json>(toJson(*evaluation)) : evaluation.error();
}

Json evaluateSchema()
{
    return objectSchema(
        {{"task", textSchema("A task's name, or the path of a task folder.", 4096)},
         {"source", textSchema("The whole source file; it defines the function that list_tasks shows as the task's "
                               "header, or OpenCL C or CUDA C++ with its launch lines. A task that is "
                               "cuda_only takes CUDA C++, where float16 is __half and bfloat16 __nv_bfloat16.",
                               kLongestSource)},
         {"target", choiceSchema("Where it runs; cpu (C++) when absent.", {"cpu", "opencl", "cuda", "triton"})},
         {"compiler", choiceSchema("For the target cpu; g++ when absent.", {"g++", "clang++"})},
         {"options",
          {{"type", "array"},
           {"description", "Compiler options; on the target cpu -O3 -march=native -fopenmp when absent."},
           {"items", textSchema("One option.", 200)},
           {"maxItems", 64}}},
         {"finalist",
          {{"type", "boolean"},
           {"description", "Judge a correct one as a session's best is: a careful second judging, then sanitizers."}}}},
        {"task", "source"});
}

} // namespace

std::vector<McpTool> taskTools(EvaluationLane& lane)
{
    return {
        {"list_tasks",
         "The operators that kernels can be written for. With a task: its definition, the C++ declaration that a "
         "kernel defines, its tolerance and its sizes.",
         objectSchema({{"task", textSchema("A task's name; all tasks are listed when absent.", 4096)}}, {}), false,
         [](const Json& arguments, const std::stop_token&) { return listTasks(arguments); }},
        {"evaluate_candidate",
         "Build a kernel, check it against the reference, time it against the fastest baseline of this machine and "
         "diagnose it. Takes from seconds to a minute. The answer has the verdict with its reason, the speedup with "
         "its 99 % interval, the time of each case, what bounds the kernel with the facts, and the compiler's log.",
         evaluateSchema(), true, [&lane](const Json& arguments, const std::stop_token& stop) {
             return evaluateCandidate(lane, arguments, stop);
         }}};
}

} // namespace espalier::cli
