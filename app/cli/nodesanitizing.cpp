#include "app/cli/nodesanitizing.h"

#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/task/tasklibrary.h"

namespace espalier::cli {

Result<SanitizerRecord> sanitizeNode(const OpenNode& open, const Candidate& candidate, SandboxConsent consent,
                                     const std::stop_token& stop)
{
    const SessionSettings& settings = open.session.settings;
    const Result<Task> task = findTask(shareFolder() / "tasks", settings.taskFolder);
    if (!task) {
        return task.error();
    }
    const Sandbox sandbox = examineSandbox(findProgram({}, "espalier-worker"), findBubblewrap());
    if (sandbox.none() && consent == SandboxConsent::Required) {
        return unsandboxed(sandbox);
    }
    const TemporaryFolder folder("espalier-review");
    const auto target = openTarget(settings.target, *task, folder.path(), {}, sandbox);
    if (!target) {
        return target.error();
    }
    const SanitizerReport report = (*target)->sanitize(candidate, stop);
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "the sanitizers were stopped before their end", "", "run them again"};
    }
    return SanitizerRecord{report.finding.value_or(""), report.checked};
}

} // namespace espalier::cli
