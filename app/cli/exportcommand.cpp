#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/linefile.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/dataset/dataset.h"
#include "core/store/sessionlink.h"
#include "core/task/licence.h"

#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

constexpr const char* kUsage = "the usage is: espalier export SESSION --as dataset [--kind sft|preference|group|all] "
                               "[--out FILE], or --as link [--node N] [--out FILE]";

Result<DatasetOptions> readOptions(const CommandLine& line)
{
    const std::string as = line.text("as");
    if (as != "dataset") {
        return Error{ErrorKind::Usage,
                     as.empty() ? "it is not said what to write" : "export cannot write \"" + as + "\"", "", kUsage};
    }
    const std::string kind = line.text("kind");
    if (kind != "sft" && kind != "preference" && kind != "group" && kind != "all") {
        return Error{ErrorKind::Usage, "there is no kind of row \"" + kind + "\"", "",
                     "use sft, preference, group or all"};
    }
    const auto size = line.integer("group-size", 2, 64);
    if (!size) {
        return size.error();
    }
    if (line.json() && line.text("out").empty()) {
        return Error{ErrorKind::Usage, "--json prints one document on standard output",
                     "the rows would be printed there too", "name a file for them with --out"};
    }
    DatasetOptions options;
    options.supervised = kind == "sft" || kind == "all";
    options.preference = kind == "preference" || kind == "all";
    options.group = kind == "group" || kind == "all";
    options.groupSize = *size;
    return options;
}

void tell(const CommandLine& line, SessionId session, const DatasetCounts& counts)
{
    const std::string file = line.text("out");
    if (line.json()) {
        printJson({{"session", session},
                   {"file", file},
                   {"rows", {{"sft", counts.supervised}, {"preference", counts.preference}, {"group", counts.group}}}});
        return;
    }
    const std::string text = std::to_string(counts.supervised) + " paths, " + std::to_string(counts.preference) +
                             " pairs and " + std::to_string(counts.group) + " groups of session " +
                             std::to_string(session);
    std::fprintf(stderr, "%s\n", (text + (file.empty() ? "" : " are in " + printable(file))).c_str());
}

/// A file that opens the session in the window.
Result<int> exportLink(const CommandLine& line)
{
    const auto node = line.integer("node", -1, std::numeric_limits<int>::max());
    if (!node) {
        return node.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    std::error_code ignored;
    SessionLink link{std::filesystem::absolute(line.storeFolder(), ignored), open->info.id, {}};
    if (*node >= 0) {
        if (const auto there = open->store.node(link.session, static_cast<NodeNumber>(*node)); !there) {
            return there.error();
        }
        link.node = static_cast<NodeNumber>(*node);
    }
    const std::string file = line.text("out");
    if (file.empty()) {
        std::printf("%s", toJson(link).c_str()); // a JSON document already
        return 0;
    }
    if (const auto written = writeFileAtomic(file, toJson(link)); !written) {
        return written.error();
    }
    if (line.json()) {
        printJson({{"session", link.session}, {"file", file}});
    } else {
        std::fprintf(stderr, "the link to session %lld is in %s\n", static_cast<long long>(link.session),
                     printable(file).c_str());
    }
    return 0;
}

} // namespace

Result<int> runExport(const QStringList& arguments)
{
    CommandLine line("export SESSION --as dataset|link [options]",
                     "Write a session as training data (JSON Lines, one row a line, in the order of its steps), or a "
                     "link to it.");
    line.option("as", "WHAT", "What to write: dataset, or link (a small file that opens the session in the window).")
        .option("node", "N", "With --as link: the node to look at.", "-1")
        .option("kind", "KIND", "Which rows: sft (ways from the root to a fit node), preference, group or all.", "all")
        .option("out", "FILE", "Where to; standard output when absent.")
        .option("licence", "TEXT", "The licence of the kernels, in every row; the task's own when absent.")
        .option("group-size", "N", "Children of one node in a row of the kind group.", "4");
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    if (line.text("as") == "link") {
        return exportLink(line);
    }
    Result<DatasetOptions> options = readOptions(line);
    if (!options) {
        return options.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    options->licence = line.isSet("licence") ? line.text("licence") : licenceOf(open->info.settings.taskFolder);
    Result<LineFile> file = LineFile::open(line.text("out"));
    if (!file) {
        return file.error();
    }
    const auto counts =
        exportDataset(open->store, open->info, *options, [&](const std::string& row) { return file->write(row); });
    if (!counts) {
        return counts.error();
    }
    if (const auto finished = file->finish(); !finished) {
        return finished.error();
    }
    tell(line, open->info.id, *counts);
    return counts->supervised + counts->preference + counts->group > 0 ? 0 : 1;
}

} // namespace espalier::cli
