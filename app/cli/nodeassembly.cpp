#include "app/cli/nodeassembly.h"

#include "app/cli/output.h"
#include "core/base/paths.h"
#include "core/diff/linediff.h"
#include "core/evaluate/assembly/assemble.h"
#include "core/task/recordedtask.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {

Result<Assembly> assemblyOf(const SessionInfo& session, const Candidate& candidate)
{
    const Result<Task> task = recordedTask(shareFolder() / "tasks", session.settings.task, session.settings.taskFolder);
    return task ? assemble(*task, session.settings.target, candidate) : Result<Assembly>(task.error());
}

void printAssembly(const Assembly& assembly)
{
    printLine("as built here by " + assembly.command);
    for (const AssemblyForm& form : assembly.forms) {
        printLine("\n" + form.name + "\n");
        printLine(form.text);
    }
}

nlohmann::json toJson(const Assembly& assembly)
{
    nlohmann::json forms = nlohmann::json::array();
    for (const AssemblyForm& form : assembly.forms) {
        forms.push_back({{"name", form.name}, {"text", form.text}});
    }
    return {{"command", assembly.command}, {"forms", forms}};
}

std::vector<AssemblyPatch> assemblyPatches(const Assembly& from, const Assembly& to, const std::string& fromName,
                                           const std::string& toName)
{
    std::vector<AssemblyPatch> patches;
    for (const AssemblyForm& before : from.forms) {
        if (const AssemblyForm* after = to.form(before.name)) {
            const std::string ending = before.name == "PTX" ? ".ptx" : before.name == "SASS" ? ".sass" : ".s";
            patches.push_back(
                {before.name, unifiedPatch(before.text, after->text, fromName + ending, toName + ending)});
        }
    }
    return patches;
}

} // namespace espalier::cli
