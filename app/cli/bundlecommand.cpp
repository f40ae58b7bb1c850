#include "app/cli/bundlecommand.h"

#include "app/cli/bundlewriting.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "core/base/paths.h"
#include "core/diagnose/figures.h"
#include "core/evaluate/bundle/runbundle.h"
#include "core/search/collect.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

namespace fs = std::filesystem;

bool isGiven(const QStringList& arguments, const char* option)
{
    const QString name = QLatin1String("--") + QLatin1String(option);
    return std::any_of(arguments.begin(), arguments.end(), [&](const QString& argument) {
        return argument == name || argument.startsWith(name + QLatin1Char('='));
    });
}

void printResult(const OpenBundle& bundle, const BundleResult& result)
{
    std::vector<std::vector<std::string>> rows{{"candidate", "verdict", "time", "speedup [99 %]"}};
    for (std::size_t i = 0; i < result.evaluations.size(); ++i) {
        const Evaluation& evaluation = result.evaluations[i];
        const bool timed = evaluation.speedup.value > 0;
        rows.push_back({bundle.job.candidates[i].name, std::string(toText(evaluation.verdict)),
                        timed ? msText(evaluation.ms) : "", timed ? intervalText(evaluation.speedup) : ""});
    }
    printTable(rows, {2, 3});
}

Result<int> judge(const QStringList& arguments)
{
    CommandLine line("evaluate --run-bundle DIR",
                     "Judge the candidates of a bundle on this machine and write result.json into it. Uses no network "
                     "and no store.");
    line.option("run-bundle", "DIR", "The bundle's folder.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const fs::path folder = line.text("run-bundle");
    const Result<OpenBundle> bundle = openBundleToRun(folder);
    if (!bundle) {
        return bundle.error();
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    LocalEvaluatorOptions options;
    options.consent = readSandboxConsent(line);
    const BundleCallback tell = [](const std::string& what) { std::fprintf(stderr, "%s\n", printable(what).c_str()); };
    const auto result = runBundle(folder, *bundle, options, tell, stop.get_token());
    if (!result) {
        return result.error();
    }
    if (line.json()) {
        printJson(nlohmann::json::parse(toText(*result)));
    } else {
        printResult(*bundle, *result);
    }
    return 0;
}

/// Espalier's own folder of the task where it is the one that was judged, else the bundle's.
fs::path taskFolderAtHome(const fs::path& folder, const OpenBundle& bundle)
{
    const fs::path known = shareFolder() / "tasks" / bundle.job.task;
    for (const BundleFile& file : bundle.job.files) {
        const std::string prefix = std::string(kBundleTask) + "/";
        if (file.path.starts_with(prefix) &&
            !readListed(known, {file.path.substr(prefix.size()), file.bytes, file.sha256})) {
            return fs::absolute(folder) / kBundleTask;
        }
    }
    return known;
}

Result<int> bringHome(const QStringList& arguments)
{
    CommandLine line("evaluate --collect DIR [--store DIR] [--name TEXT]",
                     "Bring the result of a bundle into the store, as a session of its own.");
    line.option("collect", "DIR", "The bundle's folder, with the result.json that the other machine wrote.")
        .option("name", "TEXT", "A name for the session; the bundle's when absent.");
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const fs::path folder = line.text("collect");
    const Result<FinishedBundle> finished = readFinished(folder);
    if (!finished) {
        return finished.error();
    }
    const Result<Task> task = loadTask(folder / kBundleTask);
    if (!task) {
        return task.error();
    }
    if (task->name != finished->bundle.job.task) {
        return badBundle(folder, "its task is " + task->name + " and its job is of " + finished->bundle.job.task);
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const auto collected = collect(*store, *finished, line.text("name"), taskFolderAtHome(folder, finished->bundle));
    if (!collected) {
        return collected.error();
    }
    const std::string session = std::to_string(collected->session);
    if (line.json()) {
        printJson({{"session", collected->session},
                   {"already", collected->already},
                   {"nodes", finished->result.evaluations.size()},
                   {"taken_on", {{"host", finished->result.host}, {"fingerprint", finished->result.fingerprint}}}});
    } else if (collected->already) {
        printLine("This result was collected already, as session " + session + "; nothing was added.");
    } else {
        printLine("Session " + session + " has " + std::to_string(finished->result.evaluations.size()) +
                  " nodes, judged on " + finished->result.host + ": espalier tree " + session);
    }
    return 0;
}

} // namespace

bool isBundleCommand(const QStringList& arguments)
{
    return isGiven(arguments, "bundle") || isGiven(arguments, "run-bundle") || isGiven(arguments, "collect");
}

std::optional<Error> bundleOptionAlone(const QStringList& arguments)
{
    if (isGiven(arguments, "help")) {
        return std::nullopt;
    }
    if (isGiven(arguments, "node")) {
        return Error{ErrorKind::Usage, "--node needs --bundle DIR", "a node of the store was judged already",
                     "espalier show NODE has its verdict"};
    }
    if (isGiven(arguments, "name")) {
        return Error{ErrorKind::Usage, "--name needs --bundle DIR or --collect DIR",
                     "the judging of one file is not kept", "leave it out"};
    }
    return std::nullopt;
}

Result<int> runBundleCommand(const QStringList& arguments)
{
    if (isGiven(arguments, "run-bundle")) {
        return judge(arguments);
    }
    if (isGiven(arguments, "collect")) {
        return bringHome(arguments);
    }
    if (isGiven(arguments, "arch")) {
        return Error{ErrorKind::Usage, "--arch is not for bundles",
                     "nothing is built here, and the other machine's GPU decides what is built for", "leave it out"};
    }
    return writeBundleCommand(arguments);
}

} // namespace espalier::cli
