#pragma once

#include "core/knowledge/document.h"

#include <filesystem>
#include <vector>

namespace espalier {

/// The documents of one or more knowledge bases, sorted by place: all .md files below their folders but index.md. What
/// lies in skills/ are skills, read as documents for the phases improve and tune. An immutable value.
class DocumentLibrary
{
public:
    DocumentLibrary() = default;
    /// A folder that cannot be read is an error. A file that breaks the format, and one named like an earlier document,
    /// is left out and stands in problems(): one bad note of a user must not stop a search.
    static Result<DocumentLibrary> load(const std::vector<std::filesystem::path>& folders);

    const std::vector<Document>& documents() const { return m_documents; }
    const std::vector<Error>& problems() const { return m_problems; }
    /// Null when there is none of that name.
    const Document* find(std::string_view name) const;

private:
    Result<void> addFolder(const std::filesystem::path& folder);
    void add(Result<Document> document, const std::filesystem::path& file);

    std::vector<Document> m_documents;
    std::vector<Error> m_problems;
};

} // namespace espalier
