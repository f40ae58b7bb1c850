#include "app/cli/documents.h"
#include "app/cli/mcptools.h"
#include "core/mcp/toolschema.h"

#include <memory>

namespace espalier::cli {
namespace {

using Json = nlohmann::json;

/// The index over the folders, built when it is first asked for.
class Knowledge
{
public:
    explicit Knowledge(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}

    Result<Json> search(const Json& arguments);
    Result<Json> read(const Json& arguments);

private:
    Result<DocumentIndex*> index();

    std::vector<std::filesystem::path> m_folders;
    std::unique_ptr<DocumentIndex> m_index;
};

Result<DocumentIndex*> Knowledge::index()
{
    if (!m_index) {
        auto library = DocumentLibrary::load(m_folders);
        auto built = library ? DocumentIndex::build(*std::move(library)) : library.error();
        if (!built) {
            return built.error();
        }
        m_index = *std::move(built);
    }
    return m_index.get();
}

Result<Json> Knowledge::search(const Json& arguments)
{
    const auto built = index();
    if (!built) {
        return built.error();
    }
    DocumentQuery query;
    query.words = arguments["words"].get<std::string>();
    query.platform = arguments.value("platform", "");
    query.language = arguments.value("language", "");
    query.phase = arguments.value("phase", "");
    query.bound = boundFromText(arguments.value("bound", "")).value_or(Bound::Unknown);
    const auto found = (*built)->search(query, arguments.value("limit", std::size_t{5}));
    if (!found) {
        return found.error();
    }
    Json list = Json::array();
    for (const FoundDocument& one : *found) {
        list.push_back(foundDocument(one));
    }
    return Json{{"documents", std::move(list)}};
}

Result<Json> Knowledge::read(const Json& arguments)
{
    const auto built = index();
    if (!built) {
        return built.error();
    }
    const std::string name = arguments["name"].get<std::string>();
    const Document* document = (*built)->library().find(name);
    return document != nullptr ? Result<Json>(wholeDocument(*document))
                               : Error{ErrorKind::Usage, "there is no document named " + name, "",
                                       "look for one with search_knowledge"};
}

Json searchSchema()
{
    return objectSchema(
        {{"words", textSchema("What to look for, in plain words.", 2000)},
         {"platform", textSchema("Only what applies to it: cpu, opencl, nvidia, amd.", 40)},
         {"language", textSchema("Only what applies to it: cpp, opencl, cuda, hip, triton.", 40)},
         {"bound", choiceSchema("Prefer what helps with this bottleneck.",
                                {"memory", "compute", "latency", "occupancy", "launch", "balanced"})},
         {"phase", choiceSchema("Prefer what is for this phase.", {"draft", "repair", "improve", "tune"})},
         {"limit", integerSchema("At most so many documents; 5 when absent.", 1, 50)}},
        {"words"});
}

} // namespace

std::vector<McpTool> knowledgeTools(const std::vector<std::filesystem::path>& folders)
{
    const auto knowledge = std::make_shared<Knowledge>(folders);
    return {
        {"search_knowledge",
         "Find documents on writing fast kernels: rules of the game, repairing, tuning, techniques, hardware. Answers "
         "with names, titles and why each was found.",
         searchSchema(), false,
         [knowledge](const Json& arguments, const std::stop_token&) { return knowledge->search(arguments); }},
        {"read_document", "One document of the knowledge base, whole.",
         objectSchema({{"name", textSchema("Its name, as search_knowledge says it.", 200)}}, {"name"}), false,
         [knowledge](const Json& arguments, const std::stop_token&) { return knowledge->read(arguments); }}};
}

} // namespace espalier::cli
