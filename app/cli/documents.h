#pragma once

#include "app/cli/opensession.h"
#include "core/graph/candidate.h"
#include "core/knowledge/documentindex.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {

// The documents that commands print with --json and that the tools of `espalier mcp` answer with.

/// Of `show`.
Result<nlohmann::json> nodeDocument(Store& store, const OpenNode& open, const Candidate& candidate);

/// Which nodes of a tree, and what is said of them.
struct TreePart
{
    NodeNumber first = 0;
    std::size_t count = 0; ///< at most so many
    bool why = false;      ///< why the policy chose their parents
};

/// Of `tree`.
Result<nlohmann::json> treeDocument(Store& store, const SessionInfo& session, const SearchGraph& graph,
                                    const TreePart& part);
/// {"node": "3.12", "artefact": …}
nlohmann::json derivedDocument(const DerivedFrom& from);
/// "3.12"
std::string nodeText(const DerivedFrom& from);

/// One of `kb search`.
nlohmann::json foundDocument(const FoundDocument& found);
/// Of `kb show`.
nlohmann::json wholeDocument(const Document& document);

} // namespace espalier::cli
