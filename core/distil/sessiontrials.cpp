#include "core/distil/sessiontrials.h"

#include "core/distil/gain.h"
#include "core/synthesis/codepatterns.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

class Reader
{
public:
    Reader(Store& store, const SessionInfo& session, const Task& task, const std::vector<Node>& nodes)
        : m_store(store), m_session(session), m_task(task), m_nodes(nodes),
          m_key(std::to_string(session.id) + "-" + std::to_string(std::llround(session.created)))
    {
    }

    Result<void> read(const Node& node)
    {
        const Node& parent = bestParent(node);
        SkillTrial trial{
            m_key,        node.number, parent.number,         m_session.settings.task, m_session.settings.target,
            parent.bound, node.skills, isValid(node.verdict), gainOver(parent, node)};
        m_read.trials.push_back(trial);
        const auto paid = hasPaid(parent, node, trial.gain);
        if (!paid || !*paid) {
            return paid ? Result<void>() : paid.error();
        }
        auto before = candidate(parent);
        auto after = candidate(node);
        if (!before || !after) {
            return before ? after.error() : before.error();
        }
        std::set<std::string> patterns = codePatterns(*before, m_task);
        m_read.lessons.push_back(
            {std::move(trial), node.summary, *std::move(before), *std::move(after), std::move(patterns)});
        return {};
    }
    SessionTrials& result() { return m_read; }

private:
    const Node& bestParent(const Node& node) const
    {
        const NodeNumber best = *std::max_element(node.parents.begin(), node.parents.end(), [&](auto a, auto b) {
            return vouched(m_nodes[a]) < vouched(m_nodes[b]);
        });
        return m_nodes[best];
    }

    Result<bool> hasPaid(const Node& parent, const Node& node, const Interval& gain)
    {
        if (isBeyondNoise(gain) || gain.value < kLeastGain) {
            return isBeyondNoise(gain);
        }
        const auto evaluation = m_store.evaluation(m_session.id, node.number);
        return evaluation ? Result<bool>(isConfirmed(parent, *evaluation)) : evaluation.error();
    }

    Result<Candidate> candidate(const Node& node)
    {
        const auto bytes = m_store.object(node.artefact);
        auto read = bytes ? candidateFromObject(*bytes) : std::nullopt;
        if (!read) {
            return bytes ? Error{ErrorKind::Machine,
                                 "the source of node " + std::to_string(node.number) + " cannot be read",
                                 "its object is no candidate", "put back a copy of the store's objects"}
                         : bytes.error();
        }
        return *std::move(read);
    }

    Store& m_store;
    const SessionInfo& m_session;
    const Task& m_task;
    const std::vector<Node>& m_nodes;
    std::string m_key;
    SessionTrials m_read;
};

} // namespace

Result<SessionTrials> readTrials(Store& store, const SessionInfo& session, const Task& task)
{
    const auto nodes = store.nodes(session.id);
    if (!nodes) {
        return nodes.error();
    }
    Reader reader(store, session, task, *nodes);
    for (const Node& node : *nodes) {
        const bool hasParents = !node.parents.empty() && std::all_of(node.parents.begin(), node.parents.end(),
                                                                     [&](auto p) { return p < node.number; });
        if (!hasParents) {
            continue;
        }
        if (const auto read = reader.read(node); !read) {
            return read.error();
        }
    }
    return std::move(reader.result());
}

} // namespace espalier
