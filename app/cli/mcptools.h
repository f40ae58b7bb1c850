#pragma once

#include "app/runner/evaluationlane.h"
#include "core/mcp/server.h"

#include <filesystem>
#include <vector>

namespace espalier::cli {

// What `espalier mcp` offers; resources/help/mcp.md describes each for people.

/// list_tasks and evaluate_candidate. The lane outlives them.
std::vector<McpTool> taskTools(EvaluationLane& lane);
/// read_node, read_tree and steer, of the store in this folder.
std::vector<McpTool> storeTools(const std::filesystem::path& store);
/// steer alone: what `espalier steer` knows, by the same table.
McpTool steerTool(const std::filesystem::path& store);
/// search_knowledge and read_document, over these knowledge bases; they are read at the first call.
std::vector<McpTool> knowledgeTools(const std::vector<std::filesystem::path>& folders);

} // namespace espalier::cli
