#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "core/base/paths.h"
#include "core/task/caserole.h"
#include "core/task/taskcheck.h"
#include "core/task/tasklibrary.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

std::string dimsText(const Dims& dims)
{
    std::string text;
    for (const auto& [name, value] : dims) {
        text += (text.empty() ? "" : " ") + name + "=" + std::to_string(value);
    }
    return text;
}

Result<int> listTasks(bool json)
{
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{"task", "what it computes"}};
    for (const std::string& name : taskNames(shareFolder() / "tasks")) {
        const Result<Task> task = findTask(shareFolder() / "tasks", name);
        if (!task) {
            return task.error();
        }
        list.push_back({{"task", name}, {"summary", task->summary}});
        rows.push_back({name, task->summary});
    }
    if (json) {
        printJson(list);
    } else {
        printTable(rows);
    }
    return 0;
}

Result<int> showTask(const std::string& name, bool json)
{
    const Result<Task> task = findTask(shareFolder() / "tasks", name);
    if (!task) {
        return task.error();
    }
    nlohmann::json cases = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{"case", "role", "dims", "operations", "bytes"}};
    for (const Case& c : task->cases) {
        const double flops = task->flops.value(c.dims);
        const double bytes = task->bytes.value(c.dims);
        cases.push_back({{"name", c.name}, {"role", toText(c.role)}, {"flops", flops}, {"bytes", bytes}});
        rows.push_back({c.name, std::string(toText(c.role)), dimsText(c.dims),
                        QString::number(flops, 'g', 4).toStdString(), QString::number(bytes, 'g', 4).toStdString()});
    }
    nlohmann::json variations = nlohmann::json::array();
    std::string varied;
    for (const Variation variation : task->variations) {
        variations.push_back(toText(variation));
        varied += (varied.empty() ? "" : ", ") + std::string(toText(variation));
    }
    if (json) {
        printJson({{"task", task->name},
                   {"summary", task->summary},
                   {"definition", task->definition},
                   {"header", task->header()},
                   {"folder", task->folder.string()},
                   {"variations", variations},
                   {"cuda_only", task->needsGpu()},
                   {"cases", cases}});
        return 0;
    }
    printLine(task->name + ": " + task->summary + "\n\n" + task->definition + "\n\n" + task->header());
    printTable(rows, {3, 4});
    if (task->needsGpu()) {
        printLine("\nfor the target cuda alone, where float16 is __half and bfloat16 is __nv_bfloat16");
    }
    printLine("\ninputs also varied as: " + (varied.empty() ? "nothing, they hold no floats" : varied));
    printLine("folder: " + task->folder.string());
    return 0;
}

Result<int> check(const std::string& folder, bool json)
{
    const Result<TaskReport> report = checkTask(folder);
    if (!report) {
        return report.error();
    }
    if (json) {
        printJson({{"task", report->name}, {"ok", report->findings.empty()}, {"findings", report->findings}});
    } else {
        for (const std::string& finding : report->findings) {
            printLine(finding);
        }
        printLine(
            report->findings.empty()
                ? report->name +
                      " is a sound task: its seed, where a processor can run it, agrees with its reference and no "
                      "trivial kernel passes."
                : std::to_string(report->findings.size()) + " things to mend in " + folder + ".");
    }
    return report->findings.empty() ? 0 : 1;
}

} // namespace

Result<int> runTasks(const QStringList& arguments)
{
    CommandLine line("tasks [NAME] | tasks check DIR",
                     "List the tasks, show one, or say what is wrong with a task folder.");
    if (const auto go = line.parse(arguments, 0, 2); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    if (line.positionals() == 2) {
        if (line.positional(0) != "check") {
            return Error{ErrorKind::Usage, "tasks knows no \"" + line.positional(0) + "\"", "",
                         "the usage is: espalier tasks [NAME] | tasks check DIR"};
        }
        return check(line.positional(1), line.json());
    }
    return line.positionals() == 1 ? showTask(line.positional(0), line.json()) : listTasks(line.json());
}

} // namespace espalier::cli
