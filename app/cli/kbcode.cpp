#include "app/cli/kbcode.h"

#include "app/cli/output.h"
#include "core/knowledge/codesearch.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

Result<CodeQuery> queryOf(const CommandLine& line)
{
    CodeQuery query;
    for (int i = 1; i < line.positionals(); ++i) {
        query.pattern += (i > 1 ? " " : "") + line.positional(i);
    }
    query.regex = line.isSet("regex");
    query.fileNames = line.isSet("files");
    for (const std::string& folder : line.texts("in")) {
        query.folders.emplace_back(folder);
    }
    if (query.folders.empty()) {
        query.folders.emplace_back(".");
    }
    if (line.isSet("limit")) {
        const auto limit = line.integer("limit", 1, 1000);
        if (!limit) {
            return limit.error();
        }
        query.limit = static_cast<std::size_t>(*limit);
    }
    return query;
}

nlohmann::json toJson(const CodeFindings& findings)
{
    nlohmann::json hits = nlohmann::json::array();
    for (const CodeHit& hit : findings.hits) {
        hits.push_back(
            {{"folder", hit.folder.string()}, {"file", hit.file}, {"line", hit.line}, {"text", hit.excerpt}});
    }
    return {{"hits", std::move(hits)}, {"cut", findings.cut}, {"engine", findings.engine}};
}

void print(const CodeFindings& findings)
{
    for (const CodeHit& hit : findings.hits) {
        const std::string place = (hit.folder / hit.file).lexically_normal().string();
        printLine(hit.line == 0 ? place : place + ":" + std::to_string(hit.line) + ": " + hit.excerpt);
    }
    if (findings.hits.empty()) {
        printLine("Nothing was found.");
    }
    if (findings.cut) {
        std::fprintf(stderr, "There may be more: a limit of time or number was reached.\n");
    }
}

} // namespace

Result<int> kbCode(const CommandLine& line)
{
    const auto query = queryOf(line);
    const auto findings = query ? searchCode(*query) : query.error();
    if (!findings) {
        return findings.error();
    }
    if (line.json()) {
        printJson(toJson(*findings));
    } else {
        print(*findings);
    }
    return findings->hits.empty() ? 1 : 0;
}

} // namespace espalier::cli
