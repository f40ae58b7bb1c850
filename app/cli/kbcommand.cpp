#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/documents.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/knowledge/knowledgecheck.h"
#include "core/knowledge/retrievalquality.h"
#include "core/synthesis/rules/snippetcheck.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> foldersOf(const CommandLine& line)
{
    std::vector<fs::path> folders{shareFolder() / "kb"};
    for (const std::string& folder : line.texts("kb")) {
        folders.emplace_back(folder);
    }
    return folders;
}

Result<std::unique_ptr<DocumentIndex>> openIndex(const CommandLine& line)
{
    auto library = DocumentLibrary::load(foldersOf(line));
    if (!library) {
        return library.error();
    }
    for (const Error& problem : library->problems()) {
        std::fprintf(stderr, "left out: %s\n", printable(problem.sentence()).c_str());
    }
    return DocumentIndex::build(*std::move(library));
}

Result<DocumentQuery> queryOf(const CommandLine& line)
{
    DocumentQuery query;
    for (int i = 1; i < line.positionals(); ++i) {
        query.words += line.positional(i) + " ";
    }
    query.platform = line.text("platform");
    query.language = line.text("language");
    query.phase = line.text("phase");
    if (const std::string bound = line.text("bound"); !bound.empty()) {
        const auto known = boundFromText(bound);
        if (!known) {
            return Error{ErrorKind::Usage, "there is no bottleneck named " + bound, "",
                         "write memory, compute, latency, occupancy, launch or balanced"};
        }
        query.bound = *known;
    }
    return query;
}

Result<int> search(const CommandLine& line)
{
    const auto query = queryOf(line);
    const auto limit = line.integer("limit", 1, 1000);
    const auto index = openIndex(line);
    for (const Error* error :
         {query ? nullptr : &query.error(), limit ? nullptr : &limit.error(), index ? nullptr : &index.error()}) {
        if (error) {
            return *error;
        }
    }
    const auto found = (*index)->search(*query, static_cast<std::size_t>(*limit));
    if (!found) {
        return found.error();
    }
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{"document", "title", "why"}};
    for (const FoundDocument& one : *found) {
        list.push_back(foundDocument(one));
        rows.push_back({one.document->name, one.document->title, one.reason});
    }
    if (line.json()) {
        printJson(list);
    } else if (found->empty()) {
        printLine("No document has any of these words for this platform.");
    } else {
        printTable(rows);
        printLine("\nRead one with espalier kb show " + found->front().document->name);
    }
    return 0;
}

Result<int> show(const CommandLine& line)
{
    const auto index = openIndex(line);
    if (!index) {
        return index.error();
    }
    const Document* document = (*index)->library().find(line.positional(1));
    if (document == nullptr) {
        return Error{ErrorKind::Usage, "there is no document named " + line.positional(1), "",
                     "look for one with espalier kb search"};
    }
    if (line.json()) {
        printJson(wholeDocument(*document));
    } else {
        printLine(document->body);
        if (!document->sources.empty()) {
            printLine("Sources: " + document->sources);
        }
    }
    return 0;
}

fs::path baseOf(const CommandLine& line)
{
    return line.positionals() > 1 ? fs::path(line.positional(1)) : shareFolder() / "kb";
}

Result<int> index(const CommandLine& line)
{
    const auto library = DocumentLibrary::load({baseOf(line)});
    if (!library) {
        return library.error();
    }
    if (!line.isSet("write")) {
        printLine(indexPage(*library));
        return 0;
    }
    const auto written = writeFileAtomic(baseOf(line) / "index.md", indexPage(*library));
    return written ? Result<int>(0) : written.error();
}

/// The questions that a knowledge base brings along to be measured by.
Result<std::string> quality(const fs::path& folder, std::vector<std::string>& findings)
{
    std::error_code unreadable;
    if (!fs::exists(folder / "queries.json", unreadable)) {
        return std::string();
    }
    auto library = DocumentLibrary::load({folder});
    auto built = library ? DocumentIndex::build(*std::move(library)) : library.error();
    const auto measured = built ? measureRetrieval(**built, folder / "queries.json") : built.error();
    if (!measured) {
        return measured.error();
    }
    constexpr double kGoodRecall = 0.9;
    if (measured->recallAtFive < kGoodRecall) {
        findings.insert(findings.end(), measured->missed.begin(), measured->missed.end());
    }
    char text[80];
    std::snprintf(text, sizeof text, "recall@5 %.3f over %d queries", measured->recallAtFive, measured->queries);
    return std::string(text);
}

Result<int> check(const CommandLine& line)
{
    auto findings = checkKnowledge(baseOf(line), rules::snippetProblem);
    if (!findings) {
        return findings.error();
    }
    const auto recall = quality(baseOf(line), *findings);
    if (!recall) {
        return recall.error();
    }
    if (line.json()) {
        printJson({{"ok", findings->empty()}, {"findings", *findings}, {"retrieval", *recall}});
    } else {
        for (const std::string& finding : *findings) {
            printLine(finding);
        }
        printLine(
            (findings->empty() ? "The knowledge base is sound" : std::to_string(findings->size()) + " things to mend") +
            (recall->empty() ? "." : "; " + *recall + "."));
    }
    return findings->empty() ? 0 : 1;
}

} // namespace

Result<int> runKb(const QStringList& arguments)
{
    CommandLine line("kb search WORDS... | show NAME | index [DIR] | check [DIR]",
                     "Find and show what the search knows; look over a knowledge base.");
    line.option("kb", "DIR", "A folder of your own documents, searched too; may be given several times.")
        .option("platform", "NAME", "Only what applies to it: cpu, opencl, nvidia, amd, ….")
        .option("language", "NAME", "Only what applies to it: cpp, opencl, cuda, hip, triton.")
        .option("bound", "NAME", "Prefer what helps with this bottleneck: memory, compute, latency, ….")
        .option("phase", "NAME", "Prefer what is for this phase: draft, repair, improve or tune.")
        .option("limit", "N", "At most so many documents.", "5")
        .flag("write", "index: write index.md instead of printing it.");
    if (const auto go = line.parse(arguments, 1, 64); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const std::string what = line.positional(0);
    if (what == "search" && line.positionals() > 1) {
        return search(line);
    }
    if (what == "show" && line.positionals() == 2) {
        return show(line);
    }
    if (what == "index" && line.positionals() <= 2) {
        return index(line);
    }
    if (what == "check" && line.positionals() <= 2) {
        return check(line);
    }
    return Error{ErrorKind::Usage, "kb does not know what to do with \"" + what + "\"", "",
                 "the usage is: espalier kb search WORDS... | show NAME | index [DIR] | check [DIR]"};
}

} // namespace espalier::cli
