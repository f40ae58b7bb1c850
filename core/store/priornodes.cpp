#include "core/store/storeprivate.h"

namespace espalier {

Result<void> Store::keepPriorNodes(SessionId id, const std::vector<PriorNode>& nodes)
{
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    int rank = 0;
    for (const PriorNode& node : nodes) {
        const auto done = d->database->run("INSERT INTO prior_nodes (session, rank, from_session, from_node, "
                                           "similarity, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                           id, rank++, node.session, node.number, node.similarity, node.why);
        if (!done) {
            return done;
        }
    }
    return transaction.commit();
}

Result<std::vector<PriorNode>> Store::priorNodes(SessionId id)
{
    Rows rows = d->database->query(
        "SELECT from_session, from_node, similarity, why FROM prior_nodes WHERE session = ?1 ORDER BY rank", id);
    std::vector<PriorNode> list;
    while (rows.next()) {
        list.push_back({rows.integer(0), static_cast<NodeNumber>(rows.integer(1)), rows.real(2), rows.text(3)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

} // namespace espalier
