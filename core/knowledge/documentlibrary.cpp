#include "core/knowledge/documentlibrary.h"

#include "core/base/file.h"
#include "core/knowledge/skilllibrary.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestDocument = std::size_t{1} << 20;

Result<Document> skillAsDocument(std::string_view text, const std::string& place)
{
    auto skill = parseSkill(text, place);
    if (!skill) {
        return skill.error();
    }
    Document document;
    document.name = std::move(skill->name);
    document.title = std::move(skill->title);
    document.place = place;
    document.platforms = std::move(skill->platforms);
    document.languages = std::move(skill->languages);
    document.retired = skill->retired;
    document.bounds = std::move(skill->bounds);
    document.phases = {"improve", "tune"};
    document.keywords = std::move(skill->patterns);
    document.body = std::move(skill->prose);
    return document;
}

Result<std::vector<fs::path>> markdownBelow(const fs::path& folder)
{
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() == ".md" && at->path().filename() != "index.md" && at->is_regular_file(failed)) {
            files.push_back(at->path());
        }
    }
    if (failed) {
        return Error{ErrorKind::Usage, "The knowledge base in " + folder.string() + " cannot be read", failed.message(),
                     "name a folder that holds documents"};
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

void DocumentLibrary::add(Result<Document> document, const fs::path& file)
{
    if (!document) {
        m_problems.push_back(document.error());
    } else if (document->name != file.stem().string()) {
        m_problems.push_back(
            {ErrorKind::Usage, document->place, "it is named " + document->name, "give it the file's own name"});
    } else if (const Document* other = find(document->name)) {
        m_problems.push_back(
            {ErrorKind::Usage, document->place, "there is one of that name: " + other->place, "give it another name"});
    } else {
        m_documents.push_back(*std::move(document));
    }
}

Result<void> DocumentLibrary::addFolder(const fs::path& folder)
{
    const auto files = markdownBelow(folder);
    if (!files) {
        return files.error();
    }
    for (const fs::path& file : *files) {
        const std::string place = file.lexically_relative(folder).generic_string();
        const auto text = readFile(file, kLargestDocument);
        if (!text) {
            m_problems.push_back(text.error());
            continue;
        }
        add(place.starts_with("skills/") ? skillAsDocument(*text, place) : parseDocument(*text, place), file);
    }
    return {};
}

Result<DocumentLibrary> DocumentLibrary::load(const std::vector<fs::path>& folders)
{
    DocumentLibrary library;
    for (const fs::path& folder : folders) {
        if (const auto added = library.addFolder(folder); !added) {
            return added.error();
        }
    }
    return library;
}

const Document* DocumentLibrary::find(std::string_view name) const
{
    const auto at = std::find_if(m_documents.begin(), m_documents.end(),
                                 [&](const Document& document) { return document.name == name; });
    return at == m_documents.end() ? nullptr : &*at;
}

} // namespace espalier
