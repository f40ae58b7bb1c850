#pragma once

#include "core/store/store.h"

#include <string_view>

namespace espalier {

/// What a `.espalier` file says: where a session is, and which node of it to look at. A small JSON document:
/// {"espalier":"link","version":1,"store":"/folder","session":12,"node":128}, the last being optional.
struct SessionLink
{
    std::filesystem::path store; ///< absolute
    SessionId session = 0;
    std::optional<NodeNumber> node{};

    bool operator==(const SessionLink&) const = default;
};

std::string toJson(const SessionLink& link);

/// The text may be anybody's. Whether there is such a store is not asked.
Result<SessionLink> linkFromJson(std::string_view text);

/// The link in the file; refused where its folder holds no store, so that following a link makes nothing.
Result<SessionLink> readLink(const std::filesystem::path& file);
/// Whether the link's folder holds a store.
Result<void> checkLink(const SessionLink& link);

} // namespace espalier
