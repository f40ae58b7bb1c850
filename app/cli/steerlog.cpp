#include "app/cli/steerlog.h"

#include "app/cli/output.h"

#include <QDateTime>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

std::string timeText(double unixTime)
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(unixTime * 1000))
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
        .toStdString();
}

/// The event that took this one back.
std::optional<std::int64_t> undoneBy(const std::vector<SteerEvent>& events, std::int64_t event)
{
    const auto found = std::ranges::find_if(events, [&](const SteerEvent& one) { return one.command.undoes == event; });
    return found == events.end() ? std::nullopt : std::optional(found->id);
}

std::string stateText(const SteerEvent& event, const std::optional<std::int64_t>& undone)
{
    const std::string state = event.acknowledged() ? "applied" : "pending";
    return undone ? state + ", undone by " + std::to_string(*undone) : state;
}

nlohmann::json toDocument(const SteerEvent& event, const std::optional<std::int64_t>& undone)
{
    nlohmann::json document{{"event", event.id},
                            {"time", event.time},
                            {"step", event.appliedStep ? nlohmann::json(*event.appliedStep) : nlohmann::json()},
                            {"author", event.author},
                            {"reason", event.command.reason},
                            {"command", toJson(event.command)},
                            {"words", steerWords(event.command)},
                            {"pending", !event.acknowledged()}};
    document["undone_by"] = undone ? nlohmann::json(*undone) : nlohmann::json();
    return document;
}

} // namespace

Result<nlohmann::json> steerLogDocument(Store& store, const SessionInfo& session)
{
    const auto events = store.events(session.id);
    if (!events) {
        return events.error();
    }
    nlohmann::json list = nlohmann::json::array();
    for (const SteerEvent& event : *events) {
        list.push_back(toDocument(event, undoneBy(*events, event.id)));
    }
    return list;
}

Result<int> printSteerLog(Store& store, const SessionInfo& session, bool json)
{
    if (json) {
        const auto document = steerLogDocument(store, session);
        if (!document) {
            return document.error();
        }
        printJson(*document);
        return 0;
    }
    const auto events = store.events(session.id);
    if (!events) {
        return events.error();
    }
    if (events->empty()) {
        printLine("nobody has steered this session");
        return 0;
    }
    std::vector<std::vector<std::string>> rows{{"event", "time", "step", "by", "command", "state", "reason"}};
    for (const SteerEvent& event : *events) {
        rows.push_back({std::to_string(event.id), timeText(event.time),
                        event.appliedStep ? std::to_string(*event.appliedStep) : "–", event.author,
                        steerWords(event.command), stateText(event, undoneBy(*events, event.id)),
                        event.command.reason});
        for (std::string& cell : rows.back()) {
            std::ranges::replace(cell, '\n', ' ');
            std::ranges::replace(cell, '\t', ' ');
        }
    }
    printTable(rows, {0, 2});
    return 0;
}

Result<SteerCommand> undoCommand(Store& store, const SessionInfo& session, const std::optional<std::string>& event,
                                 const std::string& reason)
{
    const auto events = store.events(session.id);
    if (!events) {
        return events.error();
    }
    std::optional<std::int64_t> wanted = lastToTakeBack(*events);
    if (event) {
        std::int64_t number = 0;
        const char* end = event->data() + event->size();
        const auto read = std::from_chars(event->data(), end, number);
        wanted = read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
    }
    auto back = wanted ? takeBack(*events, *wanted) : std::nullopt;
    if (!back) {
        return Error{ErrorKind::Usage, "there is nothing to take back",
                     "no such event, or it is undone already, or its children exist",
                     "see: espalier steer " + std::to_string(session.id) + " log"};
    }
    back->reason = reason;
    return *std::move(back);
}

} // namespace espalier::cli
