#pragma once

#include "app/cli/opensession.h"
#include "core/evaluate/assembly/assembly.h"
#include "core/graph/candidate.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier::cli {

/// The machine code of a session's candidate as it is built here; see core/evaluate/assembly/assemble.h.
Result<Assembly> assemblyOf(const SessionInfo& session, const Candidate& candidate);

/// `show --assembly`, for people and as {"command", "forms": [{"name", "text"}]}.
void printAssembly(const Assembly& assembly);
nlohmann::json toJson(const Assembly& assembly);

/// One patch for each form that both have.
struct AssemblyPatch
{
    std::string form;
    std::string patch; ///< empty where they are the same
};
std::vector<AssemblyPatch> assemblyPatches(const Assembly& from, const Assembly& to, const std::string& fromName,
                                           const std::string& toName);

} // namespace espalier::cli
