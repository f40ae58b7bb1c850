#pragma once

#include "core/database/database.h"
#include "core/knowledge/documentlibrary.h"

#include <memory>
#include <mutex>

namespace espalier {

/// What a step, a model or a person asks the documents for. An empty field asks for nothing in particular.
struct DocumentQuery
{
    std::string words;    ///< free text: only its words of two letters or digits and more count
    std::string platform; ///< documents for other platforms do not apply
    std::string language; ///< the same
    Bound bound = Bound::Unknown;
    std::string phase;
};

struct FoundDocument
{
    const Document* document; ///< of the index's library
    double score;             ///< higher is better; comparable within one answer only
    std::string reason;       ///< why it was found, for people
};

/// The retrieve stage for documents: first the index that the front matters are (platform and language decide whether a
/// document applies, bottleneck and phase how much), then full text in memory by SQLite's FTS5 (BM25, Robertson and
/// Zaragoza 2009, with the title and the keywords counting more than the text). Ties are broken by name. Thread-safe.
class DocumentIndex
{
public:
    static Result<std::unique_ptr<DocumentIndex>> build(DocumentLibrary library);

    /// Best first. Without words all that apply, those that name the bottleneck and the phase first.
    Result<std::vector<FoundDocument>> search(const DocumentQuery& query, std::size_t limit);

    const DocumentLibrary& library() const { return m_library; }

private:
    explicit DocumentIndex(DocumentLibrary library) : m_library(std::move(library)) {}
    Result<void> fill();
    Result<std::vector<std::pair<std::size_t, double>>> matches(const std::string& words);

    const DocumentLibrary m_library;
    std::mutex m_mutex; ///< of the database
    std::unique_ptr<Database> m_database;
};

} // namespace espalier
