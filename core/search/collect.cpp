#include "core/search/collect.h"

#include "core/base/clock.h"
#include "core/store/fillsession.h"

#include <algorithm>

namespace espalier {
namespace {

NodeInsert rowsOf(const FinishedBundle& finished, NodeNumber i)
{
    const BundleResult& result = finished.result;
    const BundleJob& job = finished.bundle.job;
    NodeInsert insert;
    insert.evaluation = result.evaluations[i];
    insert.evaluation.takenOn = TakenOn{result.host, result.fingerprint, finished.checksum};
    insert.candidateObject = toObject(finished.bundle.candidates[i]);
    Node& node = insert.node;
    setFigures(node, insert.evaluation);
    node.number = i;
    node.step = static_cast<int>(i);
    node.edge = i == 0 ? EdgeKind::Root : EdgeKind::Hand;
    if (i > 0) {
        node.parents = {0};
    }
    node.artefact = job.candidates[i].artefact;
    node.summary = job.candidates[i].name;
    node.why = "collected from the bundle " + job.name + ", judged on " + result.host;
    node.time = SystemClock().unixTime();
    return insert;
}

Result<std::optional<SessionInfo>> sessionOf(Store& store, const std::string& result)
{
    const auto sessions = store.sessions();
    if (!sessions) {
        return sessions.error();
    }
    for (const SessionInfo& info : *sessions) {
        const auto machine = machineOf(store, info);
        if (!machine) {
            return machine.error();
        }
        if (*machine && (*machine)->result == result) {
            return std::optional(info);
        }
    }
    return std::optional<SessionInfo>();
}

Result<SessionId> newSession(Store& store, const FinishedBundle& finished, const std::string& name,
                             const std::filesystem::path& taskFolder)
{
    SessionSettings settings;
    settings.task = finished.bundle.job.task;
    settings.taskFolder = taskFolder.string();
    settings.target = finished.bundle.job.target;
    settings.synthesizer = kCollected;
    settings.policy = "none";
    settings.name = name.empty() ? finished.bundle.job.name : name;
    settings.steps = static_cast<int>(finished.bundle.job.candidates.size()) - 1;
    settings.workers = 1;
    settings.drafts = 0;
    return store.createSession(settings);
}

} // namespace

Result<std::optional<TakenOn>> machineOf(Store& store, const SessionInfo& session)
{
    if (session.settings.synthesizer != kCollected || session.nodes == 0) {
        return std::optional<TakenOn>();
    }
    Result<Evaluation> root = store.evaluation(session.id, 0);
    return root ? Result<std::optional<TakenOn>>(std::move(root->takenOn)) : root.error();
}

Result<Collected> collect(Store& store, const FinishedBundle& finished, const std::string& name,
                          const std::filesystem::path& taskFolder)
{
    const auto found = sessionOf(store, finished.checksum);
    if (!found) {
        return found.error();
    }
    const auto count = static_cast<NodeNumber>(finished.result.evaluations.size());
    const NodeNumber kept = *found ? static_cast<NodeNumber>((*found)->nodes) : 0;
    if (*found && kept == count) {
        return Collected{(*found)->id, true};
    }
    const Result<SessionId> session =
        *found ? Result<SessionId>((*found)->id) : newSession(store, finished, name, taskFolder);
    if (!session) {
        return session.error();
    }
    const auto& baselines = finished.result.baselines;
    const auto fastest = std::find_if(baselines.begin(), baselines.end(),
                                      [&](const BaselineResult& b) { return b.name == finished.result.fastest; });
    const auto filled = fillSession(
        store, *session,
        {kept, count, [&](NodeNumber number) { return rowsOf(finished, number); }, fastest->name, fastest->meanMs});
    if (!filled) {
        return filled.error();
    }
    return Collected{*session, false};
}

} // namespace espalier
