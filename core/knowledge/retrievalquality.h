#pragma once

#include "core/knowledge/documentindex.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// How well retrieval finds what it should.
struct RetrievalQuality
{
    int queries = 0;
    double recallAtFive = 0;         ///< mean over the queries of the share of expected documents among the first five
    std::vector<std::string> missed; ///< a line each query that did not bring all of them
};

/// Asks the index the questions of a file: a list of {"words", "platform", "language", "bound", "phase", "expects":
/// [names]}; all but words and expects may be left out. An expected document that does not exist is an error.
Result<RetrievalQuality> measureRetrieval(DocumentIndex& index, const std::filesystem::path& queries);

} // namespace espalier
