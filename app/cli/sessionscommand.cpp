#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/store/store.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

nlohmann::json sessionJson(const SessionInfo& info)
{
    return {{"session", info.id},         {"name", info.settings.name},
            {"task", info.settings.task}, {"target", info.settings.target},
            {"nodes", info.nodes},        {"best_speedup", info.bestSpeedup},
            {"state", info.state}};
}

} // namespace

Result<int> runSessions(const QStringList& arguments)
{
    CommandLine line("sessions [--store DIR] [--json]", "List the sessions of the store, newest first.");
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const Result<std::vector<SessionInfo>> sessions = store->sessions();
    if (!sessions) {
        return sessions.error();
    }
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (const SessionInfo& info : *sessions) {
            list.push_back(sessionJson(info));
        }
        printJson(list);
        return 0;
    }
    if (sessions->empty()) {
        printLine("There are no sessions in " + line.storeFolder().string() + "; espalier demo makes one.");
        return 0;
    }
    std::vector<std::vector<std::string>> rows{{"session", "task", "target", "nodes", "best", "state", "name"}};
    for (const SessionInfo& info : *sessions) {
        rows.push_back({std::to_string(info.id), info.settings.task, info.settings.target, std::to_string(info.nodes),
                        ratioText(info.bestSpeedup), info.state, info.settings.name});
    }
    printTable(rows, {0, 3, 4});
    return 0;
}

} // namespace espalier::cli
