#include "app/cli/exportforms.h"
#include "app/cli/linefile.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/paths.h"
#include "core/dataset/dataset.h"
#include "core/task/licence.h"
#include "core/task/recordedtask.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

Result<DatasetOptions> readOptions(const CommandLine& line)
{
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

} // namespace

Result<int> exportDatasetRows(const CommandLine& line)
{
    Result<DatasetOptions> options = readOptions(line);
    if (!options) {
        return options.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    options->licence = line.isSet("licence")
                           ? line.text("licence")
                           : licenceOf(recordedTaskFolder(shareFolder() / "tasks", open->info.settings.task,
                                                          open->info.settings.taskFolder));
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
