#include "core/search/storedprofiles.h"

#include <nlohmann/json.hpp>

namespace espalier {

Result<std::vector<ProfileReport>> storedProfiles(Store& store, SessionId session, NodeNumber number)
{
    const auto stored = store.profiles(session, number);
    if (!stored) {
        return stored.error();
    }
    std::vector<ProfileReport> reports;
    for (const StoredProfile& one : *stored) {
        auto report = profileFromJson(nlohmann::json::parse(one.document, nullptr, false));
        if (!report) {
            return Error{ErrorKind::Machine, "a profile of the node cannot be read", "it is damaged",
                         "restore the store from a copy"};
        }
        reports.push_back(*std::move(report));
    }
    return reports;
}

} // namespace espalier
