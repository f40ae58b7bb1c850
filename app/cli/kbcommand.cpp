#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/documents.h"
#include "app/cli/kbcode.h"
#include "app/cli/kblearning.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/knowledge/knowledgecheck.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/knowledge/namedpaths.h"
#include "core/knowledge/retrievalquality.h"
#include "core/synthesis/rules/snippetcheck.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> foldersOf(const CommandLine& line)
{
    std::vector<fs::path> folders = knowledgeFolders(line.storeFolder());
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
    const auto limit = line.isSet("limit") ? line.integer("limit", 1, 1000) : Result<int>(5);
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

/// The files that a document names, inside the folders of --in.
std::vector<NamedFile> filesNamedIn(const Document& document, const CommandLine& line)
{
    std::vector<fs::path> folders;
    for (const std::string& folder : line.texts("in")) {
        folders.emplace_back(folder);
    }
    return findNamed(namedPaths(document.sources + "\n" + document.body), folders);
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
    const std::vector<NamedFile> files = filesNamedIn(*document, line);
    if (line.json()) {
        nlohmann::json whole = wholeDocument(*document);
        whole["files"] = nlohmann::json::array();
        for (const NamedFile& one : files) {
            whole["files"].push_back({{"name", one.name}, {"file", one.file.string()}});
        }
        printJson(whole);
    } else {
        printLine(document->body);
        if (!document->sources.empty()) {
            printLine("Sources: " + document->sources);
        }
        for (const NamedFile& one : files) {
            printLine("See " + one.name + ": " + one.file.string());
        }
    }
    return 0;
}

fs::path baseOf(const CommandLine& line)
{
    return line.positionals() > 1 ? fs::path(line.positional(1)) : shippedKnowledge();
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
    static constexpr const char* kUsage =
        "kb search WORDS... | show NAME | code WORDS... | distil [SESSION] | learned | index [DIR] | check [DIR]";
    CommandLine line(kUsage, "Find and show what the search knows, look through code, learn from sessions; look over a "
                             "knowledge base.");
    line.option("kb", "DIR",
                "A folder of your own knowledge, beside kb/ in the store's folder and those in ESPALIER_KB; "
                "may be given several times. distil and learned: the one to write and to list.")
        .option("platform", "NAME", "Only what applies to it: cpu, opencl, nvidia, amd, ….")
        .option("language", "NAME", "Only what applies to it: cpp, opencl, cuda, hip, triton.")
        .option("bound", "NAME", "Prefer what helps with this bottleneck: memory, compute, latency, ….")
        .option("phase", "NAME", "Prefer what is for this phase: draft, repair, improve or tune.")
        .option("in", "DIR",
                "code: a folder to look through (the current one); show: where files that the document "
                "names are looked for. May be given several times.")
        .flag("regex", "code: the words are a regular expression.")
        .flag("files", "code: look at the names of files, not into them.")
        .option("limit", "N", "At most so many documents (5) or places in code (50).")
        .option("synth", "MODEL",
                "distil: the model that puts new skills into words, named as for search; none when absent.")
        .flag("write", "index: write index.md instead of printing it.");
    if (const auto go = line.parse(arguments, 1, 64); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    struct Verb
    {
        const char* name;
        int least; ///< positionals, the verb among them
        int most;
        Result<int> (*run)(const CommandLine& line);
    };
    static constexpr std::array<Verb, 7> kVerbs{{{"search", 2, 64, search},
                                                 {"show", 2, 2, show},
                                                 {"code", 2, 64, kbCode},
                                                 {"distil", 1, 2, kbDistil},
                                                 {"learned", 1, 1, kbLearned},
                                                 {"index", 1, 2, index},
                                                 {"check", 1, 2, check}}};
    for (const Verb& verb : kVerbs) {
        if (line.positional(0) == verb.name && line.positionals() >= verb.least && line.positionals() <= verb.most) {
            return verb.run(line);
        }
    }
    return Error{ErrorKind::Usage, "kb does not know what to do with \"" + line.positional(0) + "\"", "",
                 std::string("the usage is: espalier ") + kUsage};
}

} // namespace espalier::cli
