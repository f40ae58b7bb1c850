#pragma once

#include "core/base/temporaryfolder.h"
#include "core/knowledge/documentindex.h"

namespace espalier::test {

/// What is particular about a document of a test; the rest is as it must be.
struct DocumentText
{
    std::string name;
    std::string title = "A title";
    std::string platforms = "any";
    std::string bounds = "any";
    std::string phases = "any";
    std::string keywords = "word";
    std::string body = "Text.\n";
};

std::string textOf(const DocumentText& document);

/// A knowledge base in a folder that goes away with it.
class KnowledgeBase
{
public:
    /// `place` is below the folder: "hardware/cpu/a.md".
    void write(const std::string& place, const std::string& text);
    void write(const DocumentText& document) { write(document.name + ".md", textOf(document)); }
    const std::filesystem::path& path() const { return m_folder.path(); }
    DocumentLibrary library() const;
    std::unique_ptr<DocumentIndex> index() const;

private:
    TemporaryFolder m_folder;
};

} // namespace espalier::test
