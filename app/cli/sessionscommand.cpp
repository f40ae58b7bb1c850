#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/search/collect.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

nlohmann::json sessionJson(const SessionInfo& info, const std::optional<TakenOn>& machine)
{
    nlohmann::json document{{"session", info.id},         {"name", info.settings.name},
                            {"task", info.settings.task}, {"target", info.settings.target},
                            {"nodes", info.nodes},        {"best_speedup", info.bestSpeedup},
                            {"state", info.state}};
    if (machine) {
        document["taken_on"] = {{"host", machine->host}, {"fingerprint", machine->fingerprint}};
    }
    return document;
}

/// Of each session, the machine its figures are of where that is not this one.
Result<std::vector<std::optional<TakenOn>>> machinesOf(Store& store, const std::vector<SessionInfo>& sessions)
{
    std::vector<std::optional<TakenOn>> machines;
    for (const SessionInfo& info : sessions) {
        auto machine = machineOf(store, info);
        if (!machine) {
            return machine.error();
        }
        machines.push_back(*std::move(machine));
    }
    return machines;
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
    const auto machines = machinesOf(*store, *sessions);
    if (!machines) {
        return machines.error();
    }
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = 0; i < sessions->size(); ++i) {
            list.push_back(sessionJson((*sessions)[i], (*machines)[i]));
        }
        printJson(list);
        return 0;
    }
    if (sessions->empty()) {
        printLine("There are no sessions in " + line.storeFolder().string() + "; espalier demo makes one.");
        return 0;
    }
    std::vector<std::vector<std::string>> rows{
        {"session", "task", "target", "nodes", "best", "state", "taken on", "name"}};
    for (std::size_t i = 0; i < sessions->size(); ++i) {
        const SessionInfo& info = (*sessions)[i];
        const std::string host = (*machines)[i] ? (*machines)[i]->host : "here";
        rows.push_back({std::to_string(info.id), info.settings.task, info.settings.target, std::to_string(info.nodes),
                        ratioText(info.bestSpeedup), info.state, host, info.settings.name});
    }
    printTable(rows, {0, 3, 4});
    return 0;
}

} // namespace espalier::cli
