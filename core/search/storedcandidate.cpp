#include "core/search/storedcandidate.h"

namespace espalier {

Result<Candidate> storedCandidate(Store& store, const Node& node)
{
    const auto bytes = store.object(node.artefact);
    if (!bytes) {
        return bytes.error();
    }
    auto candidate = candidateFromObject(*bytes);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the source of node " + std::to_string(node.number) + " cannot be read",
                     "its object is no candidate", "put back a copy of the store's objects"};
    }
    return *std::move(candidate);
}

} // namespace espalier
