#pragma once

#include "core/profile/profilereport.h"
#include "core/store/store.h"

namespace espalier {

/// What profilers said of the node, the newest first. Fails (Machine) where one is damaged.
Result<std::vector<ProfileReport>> storedProfiles(Store& store, SessionId session, NodeNumber number);

} // namespace espalier
