#include "app/cli/handedit.h"

#include "core/graph/candidate.h"

namespace espalier::cli {

Result<std::string> storeEdit(Store& store, const Node& parent, std::string source)
{
    const Result<std::string> object = store.object(parent.artefact);
    if (!object) {
        return object.error();
    }
    std::optional<Candidate> candidate = candidateFromObject(*object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the parent's source cannot be read back", "its object is damaged",
                     "choose another parent"};
    }
    candidate->source = std::move(source);
    return store.putObject(toObject(*candidate));
}

} // namespace espalier::cli
