#include "core/search/tools/documenttools.h"

#include "core/mcp/toolschema.h"
#include "core/synthesis/model/promptknowledge.h"

namespace espalier {
namespace {

constexpr std::size_t kFound = 8;

Result<ToolResult> find(DocumentIndex& documents, const DocumentQuery& query)
{
    const auto found = documents.search(query, kFound);
    if (!found) {
        return found.error();
    }
    std::string text;
    for (const FoundDocument& one : *found) {
        text += one.document->name + ": " + one.document->title + " (" + one.reason + ")\n";
    }
    return ToolResult{text.empty() ? "Nothing was found.\n" : text};
}

Result<ToolResult> read(const DocumentIndex& documents, const std::string& name)
{
    const Document* document = documents.library().find(name);
    if (document == nullptr) {
        return Error{ErrorKind::Usage, "there is no document of this name", "", "look for one with search_documents"};
    }
    return ToolResult{document->title + "\n\n" + document->body};
}

} // namespace

std::vector<ExpansionTool> documentTools(std::shared_ptr<DocumentIndex> documents, const std::string& platform)
{
    ExpansionTool reading{"read_document", "One document of the knowledge base, whole.",
                          objectSchema({{"name", textSchema("Its name, as search_documents says it.", 200)}}, {"name"}),
                          0, [documents](const nlohmann::json& arguments, const ToolContext& /*context*/) {
                              return read(*documents, arguments["name"].get<std::string>());
                          }};
    ExpansionTool searching{
        "search_documents",
        "Finds documents on writing fast kernels: rules, repairs, techniques, hardware. Says their names.",
        objectSchema({{"words", textSchema("What to look for, in plain words.", 2000)}}, {"words"}), 0,
        [documents, platform](const nlohmann::json& arguments, const ToolContext& context) {
            return find(*documents, {arguments["words"].get<std::string>(), platform, context.prompt.parent.language,
                                     Bound::Unknown, phaseOf(context.prompt)});
        }};
    return {std::move(reading), std::move(searching)};
}

} // namespace espalier
