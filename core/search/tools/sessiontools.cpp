#include "core/search/tools/sessiontools.h"

#include "core/search/tools/codetool.h"
#include "core/search/tools/documenttools.h"
#include "core/search/tools/lookattool.h"
#include "core/search/tools/trialtools.h"

#include <algorithm>
#include <iterator>

namespace espalier {

std::vector<ExpansionTool> sessionTools(const ToolParts& parts, const std::vector<std::filesystem::path>& code)
{
    std::vector<ExpansionTool> tools = trialTools(parts.evaluator);
    tools.push_back(lookAtTool(parts.storeFolder, parts.session));
    if (parts.documents) {
        std::ranges::move(documentTools(parts.documents, parts.platform), std::back_inserter(tools));
    }
    if (!code.empty()) {
        tools.push_back(codeTool(code));
    }
    return tools;
}

} // namespace espalier
