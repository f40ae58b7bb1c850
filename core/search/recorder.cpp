#include "core/search/recorder.h"

#include "core/search/distiller.h"
#include "core/search/storedcandidate.h"
#include "core/search/termination.h"

namespace espalier {
namespace {

Node nodeOf(const Harvest& harvest, NodeNumber number, double time)
{
    Node node;
    setFigures(node, harvest.evaluation);
    node.number = number;
    node.parents = harvest.choice.parents;
    node.edge = harvest.choice.edge;
    node.step = harvest.step;
    node.artefact = harvest.artefact;
    node.skills = harvest.synthesis->skills;
    node.summary = harvest.synthesis->summary;
    node.why = harvest.choice.why;
    node.time = time;
    return node;
}

/// Steps are recorded in their order, so nodes ascend by them.
std::optional<NodeNumber> nodeOfStep(const SearchGraph& graph, int step)
{
    NodeNumber low = 0;
    auto high = static_cast<NodeNumber>(graph.size());
    while (low < high) {
        const NodeNumber middle = low + (high - low) / 2;
        if (graph.node(middle).step < step) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < graph.size() && graph.node(low).step == step ? std::optional(low) : std::nullopt;
}

} // namespace

Result<void> Recorder::takeResult(const SearchGraph& graph, Harvest& harvest, Recognition& recognition)
{
    auto original = nodeOfStep(graph, *harvest.duplicateOf);
    if (!original) {
        return Error{ErrorKind::Machine, "cannot record step " + std::to_string(harvest.step),
                     "step " + std::to_string(*harvest.duplicateOf) + ", which it repeats, has no node",
                     "resume the search"};
    }
    if (const auto found = m_originals.find(*original); found != m_originals.end()) {
        original = found->second; // a duplicate itself
    }
    auto evaluation = m_store.evaluation(m_session, *original);
    if (!evaluation) {
        return evaluation.error();
    }
    harvest.evaluation = *std::move(evaluation);
    harvest.evaluation.seconds = 0;
    harvest.synthesis->summary = "the same kernel as #" + std::to_string(*original) +
                                 (harvest.synthesis->summary.empty() ? "" : ": " + harvest.synthesis->summary);
    recognition.duplicateOf = original;
    return {};
}

/// Written before the step: should the process die between, the step is made again and its tools spend again.
Result<void> Recorder::addToolSpending(const Harvest& harvest)
{
    if (harvest.toolEvaluations == 0 && harvest.toolSeconds == 0) {
        return {};
    }
    auto done = m_store.addSpend(m_session, {"device_seconds", harvest.toolSeconds});
    return done && harvest.toolEvaluations > 0
               ? m_store.addSpend(m_session, {kToolEvaluations, static_cast<double>(harvest.toolEvaluations)})
               : done;
}

Result<std::optional<NodeNumber>> Recorder::record(SearchGraph& graph, Harvest harvest)
{
    if (const auto done = addToolSpending(harvest); !done) {
        return done.error();
    }
    if (!harvest.synthesis) {
        const auto done = m_store.addSpentStep(m_session, {harvest.step, harvest.choice.parents, harvest.choice.edge,
                                                           std::move(harvest.reason), std::move(harvest.exchanges)});
        return done ? Result<std::optional<NodeNumber>>(std::nullopt) : done.error();
    }
    NodeInsert insert;
    const auto number = static_cast<NodeNumber>(graph.size());
    insert.recognition = {number, std::nullopt, std::move(harvest.codePrint)};
    if (harvest.duplicateOf) {
        if (const auto taken = takeResult(graph, harvest, insert.recognition); !taken) {
            return taken.error();
        }
        m_originals.emplace(number, *insert.recognition.duplicateOf);
    }
    insert.node = nodeOf(harvest, number, m_clock.unixTime());
    insert.evaluation = std::move(harvest.evaluation);
    insert.candidateObject = std::move(harvest.object);
    insert.prompt = std::move(harvest.prompt);
    insert.exchanges = std::move(harvest.exchanges);
    if (!harvest.duplicateOf) {
        insert.evidence = distil(graph, insert.node, m_task);
    }
    if (const auto done = m_store.insertNode(m_session, insert); !done) {
        return done.error();
    }
    graph.add(std::move(insert.node));
    m_evidence.add(insert.evidence);
    m_memory.add(graph, number, insert.evaluation, harvest.synthesis->candidate);
    return std::optional<NodeNumber>(number);
}

Result<void> Recorder::recall(SearchGraph& graph, RecordedStep step)
{
    const NodeNumber number = step.node->number;
    if (!graph.add(*std::move(step.node))) {
        return Error{ErrorKind::Machine, "cannot resume", "node " + std::to_string(number) + " has no parents",
                     "put back a copy of the store"};
    }
    const auto evaluation = m_store.evaluation(m_session, number);
    if (!evaluation) {
        return evaluation.error();
    }
    if (step.duplicateOf) {
        m_originals.emplace(number, *step.duplicateOf);
    } else {
        m_evidence.add(distil(graph, graph.node(number), m_task));
    }
    const auto candidate = storedCandidate(m_store, graph.node(number));
    m_memory.add(graph, number, *evaluation, candidate ? *candidate : Candidate{}); // a lost source is like none
    return {};
}

} // namespace espalier
