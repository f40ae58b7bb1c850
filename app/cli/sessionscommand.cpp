#include "app/cli/budgetoptions.h"
#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/documents.h"
#include "app/cli/output.h"
#include "core/diagnose/figures.h"
#include "core/diagnose/roofs.h"
#include "core/search/collect.h"
#include "core/search/searchsummary.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// Where a session's figures were taken.
struct Place
{
    std::string text;         ///< for the table
    nlohmann::json takenOn{}; ///< null where it is here, and where nobody recorded it
};

/// A bundle's result names its host; of a session searched anywhere the store has the fingerprint alone.
Result<Place> placeOf(Store& store, const SessionInfo& info, const std::string& here)
{
    const auto machine = machineOf(store, info);
    if (!machine) {
        return machine.error();
    }
    if (*machine) {
        return Place{(*machine)->host, {{"host", (*machine)->host}, {"fingerprint", (*machine)->fingerprint}}};
    }
    const std::string& recorded = info.settings.machine;
    if (recorded.empty()) {
        return Place{"not recorded"};
    }
    return recorded == here ? Place{"here"} : Place{"another machine", {{"fingerprint", recorded}}};
}

nlohmann::json sessionJson(const SessionInfo& info, const Place& place, const std::vector<Spend>& spend)
{
    nlohmann::json document{{"session", info.id},         {"name", info.settings.name},
                            {"task", info.settings.task}, {"target", info.settings.target},
                            {"nodes", info.nodes},        {"best_speedup", info.bestSpeedup},
                            {"state", info.state},        {"spend", spendJson(spend, info.nodes)}};
    if (const auto& from = info.settings.derivedFrom) {
        document["derived_from"] = derivedDocument(*from);
    }
    if (!place.takenOn.is_null()) {
        document["taken_on"] = place.takenOn;
    }
    return document;
}

Result<std::vector<Place>> placesOf(Store& store, const std::vector<SessionInfo>& sessions)
{
    const std::string here = machineFingerprint();
    std::vector<Place> places;
    for (const SessionInfo& info : sessions) {
        auto place = placeOf(store, info, here);
        if (!place) {
            return place.error();
        }
        places.push_back(*std::move(place));
    }
    return places;
}

Result<std::vector<std::vector<Spend>>> spendingOf(Store& store, const std::vector<SessionInfo>& sessions)
{
    std::vector<std::vector<Spend>> list;
    for (const SessionInfo& info : sessions) {
        auto spend = store.spending(info.id);
        if (!spend) {
            return spend.error();
        }
        list.push_back(*std::move(spend));
    }
    return list;
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
    const auto places = placesOf(*store, *sessions);
    const auto spending = spendingOf(*store, *sessions);
    if (!places || !spending) {
        return places ? spending.error() : places.error();
    }
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = 0; i < sessions->size(); ++i) {
            list.push_back(sessionJson((*sessions)[i], (*places)[i], (*spending)[i]));
        }
        printJson(list);
        return 0;
    }
    if (sessions->empty()) {
        printLine("There are no sessions in " + line.storeFolder().string() + "; espalier demo makes one.");
        return 0;
    }
    std::vector<std::vector<std::string>> rows{
        {"session", "task", "target", "nodes", "best", "state", "taken on", "from", "spent", "name"}};
    for (std::size_t i = 0; i < sessions->size(); ++i) {
        const SessionInfo& info = (*sessions)[i];
        const auto& from = info.settings.derivedFrom;
        rows.push_back({std::to_string(info.id), info.settings.task, info.settings.target, std::to_string(info.nodes),
                        ratioText(info.bestSpeedup), info.state, (*places)[i].text, from ? nodeText(*from) : "seed",
                        spendText((*spending)[i], info.nodes), info.settings.name});
    }
    printTable(rows, {0, 3, 4});
    return 0;
}

} // namespace espalier::cli
