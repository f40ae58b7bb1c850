#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/opensession.h"
#include "app/cli/searchoptions.h"
#include "app/cli/searchrun.h"
#include "app/runner/rootcandidate.h"
#include "core/base/paths.h"
#include "core/search/collect.h"
#include "core/task/recordedtask.h"
#include "core/task/tasklibrary.h"

#include <cstdio>

namespace espalier::cli {
namespace {

/// What is not said on the command line is as it was in the node's session; what was not searched here says nothing of
/// how to search.
void inherit(const CommandLine& line, const SessionSettings& from, SessionSettings& settings)
{
    settings.task = line.isSet("task")
                        ? line.text("task")
                        : recordedTaskFolder(shareFolder() / "tasks", from.task, from.taskFolder).string();
    if (!line.isSet("target")) {
        settings.target = from.target;
    }
    if (from.synthesizer == kCollected) {
        return;
    }
    if (!line.isSet("synth")) {
        settings.synthesizer = from.synthesizer;
    }
    if (!line.isSet("policy")) {
        settings.policy = from.policy;
    }
}

/// Said before the baselines are raced, which takes seconds.
Result<void> checkRoot(Store& store, const SessionSettings& settings, const std::optional<std::string>& recorded)
{
    const Result<Task> task = findTask(shareFolder() / "tasks", settings.task);
    if (!task) {
        return task.error();
    }
    if (const auto note = recorded ? standInNote(*task, *recorded) : std::nullopt) {
        std::fprintf(stderr, "%s\n", note->c_str());
    }
    const auto root = rootCandidate(store, settings, *task);
    return root ? Result<void>() : root.error();
}

} // namespace

Result<int> runDerive(const QStringList& arguments)
{
    CommandLine line("derive NODE [--task T] [options of search]",
                     "Start a new session whose root is a node of the store instead of the plain seed. Task, target, "
                     "synthesizer and policy are those of the node's session unless they are given.");
    line.option("task", "TASK", "Another task whose kernels are called the same way, such as other sizes.");
    declareSearchOptions(line);
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<SessionSettings> settings = readSearchOptions(line);
    if (!settings) {
        return settings.error();
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const Result<OpenNode> node = openNode(*store, line.positional(0));
    if (!node) {
        return node.error();
    }
    inherit(line, node->session.settings, *settings);
    settings->derivedFrom = DerivedFrom{node->session.id, node->node.number, node->node.artefact};
    const auto recorded = line.isSet("task") ? std::nullopt : std::optional(node->session.settings.taskFolder);
    if (const auto checked = checkRoot(*store, *settings, recorded); !checked) {
        return checked.error();
    }
    return runToTheEnd(line, *settings, {});
}

} // namespace espalier::cli
