#include "app/cli/bundlewriting.h"

#include "app/cli/candidateoptions.h"
#include "app/cli/interrupt.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/evaluate/bundle/writebundle.h"
#include "core/task/tasklibrary.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 900;

Result<void> addFiles(const CommandLine& line, BundleOrder& order)
{
    for (int i = 1; i < line.positionals(); ++i) {
        const fs::path file = line.positional(i);
        Result<std::string> source = readFile(file, std::size_t{4} << 20);
        if (!source) {
            return source.error();
        }
        if (auto fits = fileIsFor(order.target, file, *source); !fits) {
            return fits;
        }
        order.candidates.push_back({file.filename().string(), candidateFrom(line, *std::move(source))});
    }
    return {};
}

/// A node keeps its own compiler and options; it must be of the bundle's task and target.
Result<void> addNode(Store& store, const std::string& text, BundleOrder& order)
{
    const Result<OpenNode> open = openNode(store, text);
    if (!open) {
        return open.error();
    }
    const SessionSettings& settings = open->session.settings;
    if (settings.task != order.task.name || settings.target != order.target) {
        return Error{ErrorKind::Usage, "node " + text + " does not belong into this bundle",
                     "it is of " + settings.task + " for " + settings.target + ", the bundle is of " + order.task.name +
                         " for " + order.target,
                     "make a bundle of its own for it"};
    }
    auto candidate = candidateFromObject(open->object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the source of node " + text + " cannot be read", "its object is damaged",
                     "restore the store from a copy"};
    }
    const std::string id = std::to_string(open->session.id) + "." + std::to_string(open->node.number);
    order.name += (order.candidates.empty() ? ", from " : ", ") + id;
    order.candidates.push_back(
        {"node " + id + (settings.name.empty() ? "" : " of " + settings.name), *std::move(candidate)});
    return {};
}

Result<void> addNodes(const CommandLine& line, BundleOrder& order)
{
    const std::vector<std::string> nodes = line.texts("node");
    if (nodes.empty()) {
        return {};
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    for (const std::string& node : nodes) {
        if (const auto added = addNode(*store, node, order); !added) {
            return added;
        }
    }
    return {};
}

} // namespace

Result<int> writeBundleCommand(const QStringList& arguments)
{
    CommandLine line("evaluate TASK FILE... --bundle DIR",
                     "Write a job folder that another machine judges with its script run: the task, the files, the "
                     "plain seed, and Espalier's programs with their libraries.");
    declareCandidateOptions(line);
    line.option("bundle", "DIR", "The folder; there must be nothing in it.")
        .option("node", "NODE", "A node of the store instead of a file; may be given several times.")
        .option("name", "TEXT", "A name for it and its session; the folder's when absent.");
    if (const auto go = line.parse(arguments, 1, kMostFiles); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const Result<Task> task = findTask(shareFolder() / "tasks", line.positional(0));
    if (!task) {
        return task.error();
    }
    const fs::path folder = fs::absolute(line.text("bundle")).lexically_normal();
    BundleOrder order;
    order.task = *task;
    order.target = line.text("target");
    order.finalist = line.isSet("finalist");
    const fs::path last = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
    order.name = line.isSet("name") ? line.text("name") : last.string();
    for (const auto& added : {addNodes(line, order), addFiles(line, order)}) {
        if (!added) {
            return added.error();
        }
    }
    if (order.candidates.empty()) {
        return Error{ErrorKind::Usage, "there is nothing to put into the bundle", "neither a file nor a node is given",
                     "give a FILE or --node"};
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    const auto job = writeBundle(folder, order, stop.get_token());
    if (!job) {
        return job.error();
    }
    if (line.json()) {
        printJson({{"bundle", folder.string()}, {"name", job->name}, {"candidates", job->candidates.size()}});
    } else {
        printLine(std::to_string(job->candidates.size()) + " candidates, the plain seed among them, are in " +
                  folder.string() +
                  ". Call its script run on the other machine, bring the folder back, and then: "
                  "espalier evaluate --collect " +
                  folder.string());
    }
    return 0;
}

} // namespace espalier::cli
