#include "app/runner/rootcandidate.h"

#include "core/evaluate/target/target.h"

namespace espalier {

Result<RootCandidate> rootCandidate(Store& store, const SessionSettings& settings, const Task& task)
{
    Result<Candidate> seed = plainSeed(task, settings.target);
    if (!seed) {
        return seed.error();
    }
    if (!settings.derivedFrom) {
        return RootCandidate{*std::move(seed), "the plain seed"};
    }
    const DerivedFrom& from = *settings.derivedFrom;
    const std::string name = "node " + std::to_string(from.session) + "." + std::to_string(from.node);
    const auto object = store.object(from.artefact);
    if (!object) {
        return object.error();
    }
    auto candidate = candidateFromObject(*object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the source of " + name + " cannot be read", "its object is damaged",
                     "restore the store from a copy"};
    }
    if (candidate->language != seed->language) {
        return Error{ErrorKind::Usage, "cannot start from " + name + " for the target " + settings.target,
                     "it is written in " + candidate->language + ", and that target takes " + seed->language,
                     "choose the target it was made for, or another node"};
    }
    return RootCandidate{*std::move(candidate), name};
}

} // namespace espalier
