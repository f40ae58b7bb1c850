#include "core/knowledge/knowledgecheck.h"

#include <map>

namespace espalier {
namespace {

constexpr const char* kHead = R"(# Knowledge

What the search knows before it starts, written for language models and for people. `espalier kb search WORDS` finds a document,
`espalier kb check` looks over all of them, `espalier kb index --write` writes this page. A document's front matter says for which
platforms, languages, bottlenecks and phases it is; what a search retrieves is chosen by those first and by its words then.

Skills name a change that makes kernels faster: when it applies, what it does, what to watch. The rules carry out those with a
transformation; the others are for language models and people. What a skill has gained so far is kept in the store.
)";

std::string folderOf(const Document& document)
{
    const std::size_t slash = document.place.rfind('/');
    return slash == std::string::npos ? "" : document.place.substr(0, slash);
}

std::string headingOf(const std::string& folder)
{
    static const std::map<std::string, std::string> kHeadings{
        {"", "General"},
        {"constraints", "Constraints: the rules of the game"},
        {"guidance", "Guidance: diagnosing, mending, tuning, and how operators are made fast"},
        {"hardware", "Hardware"},
        {"hardware/amd", "Hardware: AMD GPUs"},
        {"hardware/cpu", "Hardware: processors"},
        {"hardware/nvidia", "Hardware: NVIDIA GPUs"},
        {"hardware/opencl", "Hardware: OpenCL devices"},
        {"hardware/tenstorrent", "Hardware: Tenstorrent"},
        {"skills", "Skills"}};
    const auto heading = kHeadings.find(folder);
    return heading == kHeadings.end() ? folder : heading->second;
}

} // namespace

std::string indexPage(const DocumentLibrary& library)
{
    std::map<std::string, std::map<std::string, const Document*>> folders;
    for (const Document& document : library.documents()) {
        folders[folderOf(document)][document.title] = &document;
    }
    std::string page = kHead;
    for (const auto& [folder, documents] : folders) {
        page += "\n## " + headingOf(folder) + "\n\n";
        for (const auto& [title, document] : documents) {
            page += "- [" + title + "](" + document->place + ")\n";
        }
    }
    return page;
}

} // namespace espalier
