#include "core/search/recorder.h"

#include "core/search/distiller.h"

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

} // namespace

Result<std::optional<NodeNumber>> Recorder::record(SearchGraph& graph, Harvest harvest)
{
    if (!harvest.synthesis) {
        const auto done =
            m_store.addSpentStep(m_session, {harvest.step, harvest.choice.parents, harvest.choice.edge,
                                             std::move(harvest.reason), std::move(harvest.exchanges)});
        return done ? Result<std::optional<NodeNumber>>(std::nullopt) : done.error();
    }
    NodeInsert insert;
    const auto number = static_cast<NodeNumber>(graph.size());
    insert.node = nodeOf(harvest, number, m_clock.unixTime());
    insert.evaluation = std::move(harvest.evaluation);
    insert.candidateObject = std::move(harvest.object);
    insert.prompt = std::move(harvest.prompt);
    insert.exchanges = std::move(harvest.exchanges);
    insert.evidence = distil(graph, insert.node, m_task);
    if (const auto done = m_store.insertNode(m_session, insert); !done) {
        return done.error();
    }
    graph.add(std::move(insert.node));
    m_evidence.add(insert.evidence);
    return std::optional<NodeNumber>(number);
}

bool Recorder::recall(SearchGraph& graph, Node node)
{
    const NodeNumber number = node.number;
    if (!graph.add(std::move(node))) {
        return false;
    }
    m_evidence.add(distil(graph, graph.node(number), m_task));
    return true;
}

} // namespace espalier
