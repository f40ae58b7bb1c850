#include "app/runner/nodesanitizing.h"

#include "core/base/paths.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/task/recordedtask.h"

namespace espalier {
namespace {

Result<Candidate> candidateOf(Store& store, const NodeKey& key)
{
    const auto node = store.node(key.session, key.number);
    const auto object = node ? store.object(node->artefact) : node.error();
    if (!object) {
        return object.error();
    }
    const auto candidate = candidateFromObject(*object);
    return candidate ? Result<Candidate>(*candidate)
                     : Error{ErrorKind::Machine, "the node's source cannot be read", "its object is damaged",
                             "restore the store from a copy"};
}

} // namespace

Result<SanitizerRecord> sanitizeNode(Store& store, const NodeKey& node, const std::string& author,
                                     SandboxConsent consent, const std::stop_token& stop)
{
    const auto session = store.session(node.session);
    const auto candidate = session ? candidateOf(store, node) : session.error();
    if (!candidate) {
        return candidate.error();
    }
    const Result<Task> task =
        recordedTask(shareFolder() / "tasks", session->settings.task, session->settings.taskFolder);
    if (!task) {
        return task.error();
    }
    const Sandbox sandbox = examineSandbox(findProgram({}, "espalier-worker"), findBubblewrap());
    if (sandbox.none() && consent == SandboxConsent::Required) {
        return unsandboxed(sandbox);
    }
    const TemporaryFolder folder("espalier-review");
    const auto target = openTarget(session->settings.target, *task, folder.path(), {}, sandbox);
    if (!target) {
        return target.error();
    }
    const SanitizerReport report = (*target)->sanitize(*candidate, stop);
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "the sanitizers were stopped before their end", "", "run them again"};
    }
    SanitizerRecord record{report.finding.value_or(""), report.checked};
    const auto event = store.addEvent(node.session, {SteerVerb::Sanitized, node.number, 0, toText(record)}, author);
    return event ? Result<SanitizerRecord>(std::move(record)) : event.error();
}

} // namespace espalier
