#pragma once

#include "core/evaluate/evaluator.h"
#include "core/knowledge/documentindex.h"
#include "core/store/store.h"
#include "core/synthesis/tools/expansiontool.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace espalier {

/// What the tools of one session work with. What is referred to outlives them.
struct ToolParts
{
    std::shared_ptr<DocumentIndex> documents; ///< null: none
    std::string platform;                     ///< of the documents: "cpu", "opencl", "nvidia"
    Evaluator& evaluator;
    std::filesystem::path storeFolder;
    const SessionId& session; ///< set before the search begins
};

/// Every tool that there is for these; search_code only where folders of code are given.
std::vector<ExpansionTool> sessionTools(const ToolParts& parts, const std::vector<std::filesystem::path>& code);

} // namespace espalier
