#pragma once

#include "core/knowledge/documentindex.h"
#include "core/synthesis/tools/expansiontool.h"

#include <memory>
#include <string>
#include <vector>

namespace espalier {

/// search_documents and read_document, over the knowledge base that prompts are written from. A search asks for the
/// platform, the prompt's language and its phase.
std::vector<ExpansionTool> documentTools(std::shared_ptr<DocumentIndex> documents, const std::string& platform);

} // namespace espalier
