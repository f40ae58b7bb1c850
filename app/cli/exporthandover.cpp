#include "app/cli/exportforms.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/handover/kernelbundle.h"
#include "core/handover/report.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// A session, and a node of it where one was named.
struct Subject
{
    Store store;
    SessionInfo session;
    std::optional<NodeNumber> node;
};

/// "3.12" and "#12" are nodes; everything else is a session where there is one, and a node's hash where there is none.
Result<Subject> readSubject(const CommandLine& line)
{
    const std::string text = line.positional(0);
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    Result<SessionInfo> session = store->findSession(text);
    const bool isNode = text.starts_with('#') || text.find_first_not_of("0123456789.") == std::string::npos;
    if (session && !(isNode && text.find_first_of("#.") != std::string::npos)) {
        return Subject{*std::move(store), *std::move(session), {}};
    }
    const auto key = store->findNode(text);
    if (!key) {
        return session ? key.error() : session.error();
    }
    auto info = store->session(key->session);
    return info ? Result<Subject>(Subject{*std::move(store), *std::move(info), key->number}) : info.error();
}

nlohmann::json tableJson(const handover::DispatchTable& table)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const handover::DispatchRow& row : table.rows) {
        nlohmann::json dims = nlohmann::json::object();
        for (std::size_t i = 0; i < row.sizes.size(); ++i) {
            dims[table.dims[i]] = row.sizes[i];
        }
        nlohmann::json one{
            {"name", row.name}, {"dims", dims}, {"node", nullptr}, {"ms", row.ms}, {"baseline_ms", row.baselineMs}};
        if (row.node) {
            one["node"] = *row.node;
            one["speedup"] = row.speedup.value;
            one["ci"] = {row.speedup.low, row.speedup.high};
            one["judged"] = row.judgings;
        }
        if (row.passedOver) {
            const Interval& speedup = row.passedOver->speedup;
            one["passed_over"] = {{"node", row.passedOver->node},
                                  {"speedup", speedup.value},
                                  {"ci", {speedup.low, speedup.high}},
                                  {"judged", 1}};
        }
        rows.push_back(std::move(one));
    }
    return {{"baseline", table.baseline},
            {"fallback", handover::choiceText(table, std::nullopt)},
            {"other_shapes", table.nearest ? "nearest" : "baseline"},
            {"cases", rows}};
}

/// The table for people, and where the folder went.
void tell(const CommandLine& line, const Subject& subject, const handover::DispatchTable& table)
{
    const std::string folder = line.text("out");
    if (line.json()) {
        printJson({{"session", subject.session.id}, {"folder", folder}, {"dispatch", tableJson(table)}});
        return;
    }
    for (const std::string& one : handover::tableLines(table)) {
        printLine(one);
    }
    const bool judgedOnce = std::ranges::any_of(
        table.rows, [](const handover::DispatchRow& row) { return (row.node && row.judgings < 2) || row.passedOver; });
    if (judgedOnce) {
        printLine("Nodes judged once were not looked at by sanitizers either. To judge one again: save its source (" +
                  std::string("espalier show ") + std::to_string(subject.session.id) +
                  ".NODE) and give the file to espalier evaluate " + subject.session.settings.task +
                  " FILE --finalist");
    }
    if (!folder.empty()) {
        std::fprintf(stderr, "%s\n",
                     printable("Everything is in " + folder + "; README.md there says how it is built.").c_str());
    }
}

} // namespace

Result<int> exportDispatcher(const CommandLine& line)
{
    Result<Subject> subject = readSubject(line);
    if (!subject) {
        return subject.error();
    }
    const auto handover =
        handover::collectHandover(subject->store, subject->session, {subject->node, line.isSet("nearest")});
    if (!handover) {
        return handover.error();
    }
    if (line.isSet("out")) {
        const auto files = handover::bundleFiles(*handover);
        const auto written = files ? handover::writeBundle(*files, line.text("out")) : files.error();
        if (!written) {
            return written.error();
        }
    }
    tell(line, *subject, handover->table);
    return 0;
}

Result<int> exportBundle(const CommandLine& line)
{
    if (line.text("out").empty()) {
        return Error{ErrorKind::Usage, "it is not said where the bundle is to be", "", "name a folder with --out"};
    }
    Result<Subject> subject = readSubject(line);
    if (!subject) {
        return subject.error();
    }
    const auto bundle = handover::makeBundle(subject->store, subject->session, {subject->node, line.isSet("nearest")});
    if (!bundle) {
        return bundle.error();
    }
    if (const auto written = handover::writeBundle(bundle->files, line.text("out")); !written) {
        return written.error();
    }
    tell(line, *subject, bundle->table);
    return 0;
}

Result<int> exportReport(const CommandLine& line)
{
    const std::string file = line.text("out");
    if (line.json() && file.empty()) {
        return Error{ErrorKind::Usage, "--json prints one document on standard output",
                     "the page would be printed there too", "name a file for it with --out"};
    }
    Result<Subject> subject = readSubject(line);
    if (!subject) {
        return subject.error();
    }
    const auto page = handover::sessionReport(subject->store, subject->session,
                                              {subject->node, handover::roofsOf(subject->session), {}});
    if (!page) {
        return page.error();
    }
    if (file.empty()) {
        std::fwrite(page->data(), 1, page->size(), stdout);
        return 0;
    }
    if (const auto written = writeFileAtomic(file, *page); !written) {
        return written.error();
    }
    if (line.json()) {
        printJson({{"session", subject->session.id}, {"file", file}});
    } else {
        std::fprintf(stderr, "%s\n", printable("The report is in " + file + ".").c_str());
    }
    return 0;
}

} // namespace espalier::cli
