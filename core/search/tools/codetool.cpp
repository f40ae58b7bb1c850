#include "core/search/tools/codetool.h"

#include "core/knowledge/codesearch.h"
#include "core/mcp/toolschema.h"

#include <algorithm>
#include <cstddef>

namespace espalier {
namespace {

constexpr std::size_t kHits = 60;
constexpr std::size_t kLongestPattern = 200; ///< bytes

Result<CodeQuery> queryOf(const nlohmann::json& arguments, const std::vector<std::filesystem::path>& folders)
{
    if (arguments.size() != 1) {
        return Error{ErrorKind::Usage, "search_code looks for one thing at a time", "",
                     "give one of text, regex and file"};
    }
    CodeQuery query;
    query.pattern = arguments.begin()->get<std::string>();
    query.regex = arguments.contains("regex");
    query.fileNames = arguments.contains("file");
    query.folders = folders;
    query.limit = kHits;
    return query;
}

/// Where a hit is, without the way to the user's folder.
std::string placeOf(const CodeHit& hit)
{
    const auto folder = (hit.folder / "").lexically_normal().parent_path().filename();
    return (folder / hit.file).generic_string() + (hit.line > 0 ? ":" + std::to_string(hit.line) : "");
}

bool isGone(const std::filesystem::path& folder)
{
    std::error_code unreadable;
    return !std::filesystem::is_directory(folder, unreadable);
}

/// Why nothing was looked for, as a model may know it: no paths of this machine, no options of a command line.
Error forTheModel(const Error& error, const CodeQuery& query)
{
    if (std::ranges::any_of(query.folders, isGone)) {
        return {ErrorKind::Answer, "search_code cannot look for this", "one of the folders is gone",
                "go on without it"};
    }
    return error.kind == ErrorKind::Usage
               ? Error{ErrorKind::Answer, "search_code cannot look for this", error.why, "mend it, or give it as text"}
               : error;
}

Result<ToolResult> search(const CodeQuery& query, const std::stop_token& stop)
{
    const auto findings = searchCode(query, CodeEngine::Best, stop);
    if (!findings) {
        return forTheModel(findings.error(), query);
    }
    std::string text;
    for (const CodeHit& hit : findings->hits) {
        text += placeOf(hit) + (hit.excerpt.empty() ? "" : ": " + hit.excerpt) + "\n";
    }
    if (text.empty()) {
        text = "Nothing was found.\n";
    }
    return ToolResult{text + (findings->cut ? "There may be more.\n" : "")};
}

} // namespace

ExpansionTool codeTool(std::vector<std::filesystem::path> folders)
{
    return {"search_code", "Finds lines in the user's own code. Give one of the three.",
            objectSchema({{"text", textSchema("Words as they stand in the line.", kLongestPattern)},
                          {"regex", textSchema("A regular expression of one line.", kLongestPattern)},
                          {"file", textSchema("A part of a file's path.", kLongestPattern)}},
                         {}),
            0,
            [folders = std::move(folders)](const nlohmann::json& arguments,
                                           const ToolContext& context) -> Result<ToolResult> {
                const auto query = queryOf(arguments, folders);
                return query ? search(*query, context.stop) : query.error();
            }};
}

} // namespace espalier
