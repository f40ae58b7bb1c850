#include "core/handover/kernelpatch.h"

#include "core/diagnose/figures.h"
#include "core/diff/githunks.h"
#include "core/diff/linediff.h"
#include "core/graph/sourceending.h"
#include "core/handover/sourcetext.h"
#include "core/search/storedcandidate.h"

#include <set>

namespace espalier::handover {
namespace {

std::string numbered(SessionId session, NodeNumber node)
{
    return std::to_string(session) + "." + std::to_string(node);
}

/// Ancestors root first, those of the session that a derived one comes from before its own.
Result<std::vector<std::string>> ancestry(Store& store, SessionId session, NodeNumber node)
{
    std::vector<std::string> sources;
    std::set<SessionId> seen;
    for (std::optional<NodeKey> at = NodeKey{session, node}; at && seen.insert(at->session).second;) {
        const auto lineage = store.lineage(at->session, at->number);
        if (!lineage) {
            return lineage.error();
        }
        std::vector<std::string> older;
        for (const Node& one : *lineage) {
            if (const auto candidate = storedCandidate(store, one)) {
                older.push_back(candidate->source);
            }
        }
        sources.insert(sources.begin(), older.begin(), older.end());
        const auto info = store.session(at->session);
        const auto from = info ? info->settings.derivedFrom : std::nullopt;
        // The other session may be gone from a store that was copied.
        at = from && store.session(from->session) ? std::optional(NodeKey{from->session, from->node}) : std::nullopt;
    }
    return sources;
}

std::string describe(const SessionInfo& info, const Node& node, const Evaluation& evaluation,
                     const Candidate& candidate)
{
    std::string options = candidate.compiler;
    for (const std::string& option : candidate.options) {
        options += " " + option;
    }
    std::string text = "Node " + numbered(info.id, node.number) + " of an Espalier search on " + info.settings.task +
                       " (" + info.settings.target + "): " + std::string(toText(node.verdict)) + ".\n";
    text += "Change: " + commentText(node.summary.empty() ? "none stated" : node.summary) + "\n";
    text += "Measured as built by: " + commentText(options, 400) + "\n";
    for (const CaseTiming& timing : evaluation.cases) {
        text += "  " + commentText(timing.name, 60) + ": " + intervalText(timing.speedup) + " over " +
                commentText(evaluation.baseline, 40) + ", " + msText(timing.ms) + "\n";
    }
    const std::string machine = evaluation.takenOn ? evaluation.takenOn->fingerprint : info.settings.machine;
    text += machine.empty() ? "" : "Machine: " + commentText(machine, 200) + "\n";
    if (evaluation.finalist) {
        text += "Sanitizers: " + commentText(evaluation.finalist->sanitizers, 200) + "\n";
    } else {
        text += "It was judged once, and no sanitizers looked at it.\n";
    }
    return text;
}

} // namespace

Result<KernelPatch> readKernelPatch(Store& store, SessionId session, NodeNumber number)
{
    const auto info = store.session(session);
    const auto node = info ? store.node(session, number) : info.error();
    const auto evaluation = node ? store.evaluation(session, number) : node.error();
    if (!evaluation) {
        return evaluation.error();
    }
    if (!isValid(node->verdict)) {
        return Error{ErrorKind::Answer, "node " + numbered(session, number) + " is not handed over",
                     "it is no correct kernel: " + std::string(toText(node->verdict)), "choose another node"};
    }
    Result<Candidate> candidate = storedCandidate(store, *node);
    if (!candidate) {
        return candidate.error();
    }
    auto bases = ancestry(store, session, number);
    if (!bases) {
        return bases.error();
    }
    bases->pop_back(); // the node itself
    KernelPatch patch;
    patch.name = numbered(session, number);
    patch.fileName = info->settings.task + sourceEnding(candidate->language);
    patch.title = commentText(info->settings.task, 40) + ": " + intervalText(evaluation->speedup) + " over " +
                  commentText(evaluation->baseline, 40);
    patch.description = describe(*info, *node, *evaluation, *candidate);
    patch.source = std::move(candidate->source);
    patch.bases = *std::move(bases);
    return patch;
}

Result<std::string> patchText(const KernelPatch& patch, const std::string& path)
{
    if (patch.bases.empty()) {
        return Error{ErrorKind::Answer, "node " + patch.name + " has nothing for a patch",
                     "it is what its session began with", "choose one of its descendants"};
    }
    const std::string name = path.empty() ? patch.fileName : path;
    const std::string diff = unifiedPatch(patch.bases.front(), patch.source, name, name);
    if (diff.empty()) {
        return Error{ErrorKind::Answer, "node " + patch.name + " has nothing for a patch",
                     "its source is that of the session's root", "its options may differ; espalier show says them"};
    }
    // `git apply` passes over what stands before the first header; no line of ours looks like one.
    std::string text = "# " + patch.title + "\n";
    for (const std::string_view line : splitLines(patch.description)) {
        text += "# " + std::string(line) + "\n";
    }
    return text + diff;
}

} // namespace espalier::handover
