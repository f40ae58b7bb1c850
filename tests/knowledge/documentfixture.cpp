#include "documentfixture.h"

#include "core/base/file.h"

#include <QtGlobal>

namespace espalier::test {

std::string textOf(const DocumentText& document)
{
    return "---\nname: " + document.name + "\ntitle: " + document.title + "\nplatforms: " + document.platforms +
           "\nlanguages: any\nbounds: " + document.bounds + "\nphases: " + document.phases +
           "\nkeywords: " + document.keywords + "\nsources: none\n---\n" + document.body;
}

void KnowledgeBase::write(const std::string& place, const std::string& text)
{
    const auto file = path() / place;
    std::filesystem::create_directories(file.parent_path());
    if (!writeFileAtomic(file, text)) {
        qFatal("cannot write a document");
    }
}

DocumentLibrary KnowledgeBase::library() const
{
    auto library = DocumentLibrary::load({path()});
    if (!library) {
        qFatal("%s", library.error().sentence().c_str());
    }
    return *std::move(library);
}

std::unique_ptr<DocumentIndex> KnowledgeBase::index() const
{
    auto index = DocumentIndex::build(library());
    if (!index) {
        qFatal("%s", index.error().sentence().c_str());
    }
    return *std::move(index);
}

} // namespace espalier::test
