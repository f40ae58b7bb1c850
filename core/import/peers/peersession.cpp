#include "core/import/peers/peersession.h"

#include "core/base/clock.h"
#include "core/base/hash.h"
#include "core/import/peers/genealogy.h"
#include "core/store/fillsession.h"
#include "core/task/wording.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr const char* kNoPolicy = "none";
constexpr const char* kPeer = "peer:"; ///< before the tool's name, in the place of a synthesizer

Evaluation evaluationOf(const PeerProgram& program, const std::string& tool)
{
    Evaluation evaluation;
    evaluation.verdict = program.correct ? Verdict::Ambiguous : Verdict::Wrong;
    evaluation.stage = "import";
    evaluation.reason = program.correct
                            ? tool + " recorded " + program.figures + "; nothing was judged here"
                            : tool + " recorded that it is not correct: " + program.fault + "; nothing was judged here";
    if (program.correct) {
        const double score = std::isfinite(program.score) ? std::max(program.score, 0.0) : 0;
        evaluation.speedup = {score, score, score};
        evaluation.ms = program.ms;
    }
    evaluation.seconds = program.seconds;
    return evaluation;
}

std::string whyOf(const PeerRun& run, const PeerProgram& program, EdgeKind edge)
{
    switch (edge) {
    case EdgeKind::Restart:
        return "its parent " + shortened(program.parent) + " is not among what " + run.tool + " kept";
    case EdgeKind::Draft:
        return run.tool + " recorded no parent";
    default:
        return "chosen by " + run.tool;
    }
}

NodeInsert rowsOf(const PeerRun& run, const Descent& descent, NodeNumber number)
{
    const PeerProgram& program = run.programs[descent.program];
    NodeInsert insert;
    insert.evaluation = evaluationOf(program, run.tool);
    insert.candidateObject = toObject(program.candidate);
    insert.exchanges = program.exchanges;
    insert.prompt = program.exchanges.empty() ? "" : program.exchanges.front().prompt;
    Node& node = insert.node;
    setFigures(node, insert.evaluation);
    node.number = number;
    node.step = static_cast<int>(number);
    node.edge = descent.edge;
    node.parents = descent.parents;
    node.artefact = sha256(insert.candidateObject);
    node.summary = program.summary.empty() ? shortened(program.id) : program.summary;
    node.why = descent.edge == EdgeKind::Root ? "" : whyOf(run, program, descent.edge);
    node.time = program.time > 0 ? program.time : SystemClock().unixTime();
    return insert;
}
} // namespace

bool isPeerRun(const SessionSettings& settings)
{
    return settings.synthesizer.starts_with(kPeer);
}

std::string keptText(const PeerRun& run, SessionId session)
{
    const bool one = run.programs.size() == 1;
    std::string text = std::to_string(run.programs.size()) + (one ? " program" : " programs") + " of " + run.tool +
                       "'s run " + run.name + (one ? " is" : " are") + " session " + std::to_string(session);
    if (run.unread > 0) {
        text += "; " + std::to_string(run.unread) + " left out, damaged, too long or too many";
    }
    return text + ".";
}

Result<SessionId> keepPeerRun(Store& store, const PeerRun& run, const std::string& name,
                              const std::filesystem::path& source)
{
    if (run.programs.empty()) {
        return Error{ErrorKind::Answer, "there is nothing to import from " + source.string(),
                     run.tool + " recorded no program that can be read", ""};
    }
    SessionSettings settings;
    settings.task = shortened(run.name, 100);
    settings.taskFolder = source.string();
    settings.target = run.programs.front().candidate.language;
    settings.synthesizer = kPeer + run.tool;
    settings.policy = kNoPolicy;
    settings.name = name;
    settings.steps = static_cast<int>(run.programs.size()) - 1;
    settings.workers = 1;
    settings.drafts = 0;
    Result<SessionId> session = store.createSession(settings);
    if (!session) {
        return session;
    }
    const std::vector<Descent> descents = genealogyOf(run.programs);
    const auto ran = std::find_if(run.programs.begin(), run.programs.end(),
                                  [](const PeerProgram& program) { return program.ms > 0; });
    const auto filled =
        fillSession(store, *session,
                    {0, static_cast<NodeNumber>(descents.size()),
                     [&](NodeNumber number) { return rowsOf(run, descents[static_cast<std::size_t>(number)], number); },
                     run.measure, ran == run.programs.end() ? 0 : ran->ms});
    return filled ? session : filled.error();
}

} // namespace espalier
