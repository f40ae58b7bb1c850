#include "app/cli/budgetoptions.h"
#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/opensession.h"
#include "app/cli/searchoptions.h"
#include "app/cli/searchrun.h"
#include "core/search/termination.h"

namespace espalier::cli {

Result<int> runSearch(const QStringList& arguments)
{
    CommandLine line(
        "search TASK [options]",
        "Search for a faster kernel. TASK is a name, a unique prefix of one, or the path of a task folder.");
    declareSearchOptions(line);
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<SessionSettings> settings = readSearchOptions(line);
    if (!settings) {
        return settings.error();
    }
    settings->task = line.positional(0);
    return runToTheEnd(line, *settings, {});
}

Result<int> runResume(const QStringList& arguments)
{
    CommandLine line(
        "resume [SESSION] [--steps N] [--minutes M]",
        "Go on with a session where it stopped; \"last\" is the newest. Limits that are given replace its own.");
    line.option("steps", "N", "Stop after N steps in all; the session's own limit when absent.")
        .option("minutes", "M", "Stop after M minutes of searching in all; the session's own limit when absent.");
    declareBudgetOptions(line);
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 0, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<OpenSession> open = openSession(line, line.positional(0));
    if (!open) {
        return open.error();
    }
    const auto events = open->store.events(open->info.id);
    if (!events) {
        return events.error();
    }
    SessionSettings settings = open->info.settings;
    limitsOf(settings, *events).writeTo(settings);
    if (line.isSet("steps")) {
        const Result<int> steps = line.integer("steps", 0, 1'000'000);
        if (!steps) {
            return steps.error();
        }
        settings.steps = *steps;
    }
    if (line.isSet("minutes")) {
        const Result<double> minutes = line.number("minutes", 0, 1e6);
        if (!minutes) {
            return minutes.error();
        }
        settings.minutes = *minutes;
    }
    if (const auto budget = readBudgetOptions(line, settings); !budget) {
        return budget.error();
    }
    return resumeToTheEnd(line, open->info.id, settings);
}

Result<int> runDemo(const QStringList& arguments)
{
    CommandLine line("demo [--store DIR]",
                     "A search of at most three minutes with the embedded rules, shown as it goes.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    return runToTheEnd(line, demoSettings(), {.printTree = true});
}

} // namespace espalier::cli
