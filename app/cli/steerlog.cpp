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

Result<int> printSteerLog(Store& store, const SessionInfo& session, bool json)
{
    const auto events = store.events(session.id);
    if (!events) {
        return events.error();
    }
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows{{"event", "time", "step", "by", "command", "state", "reason"}};
    for (const SteerEvent& event : *events) {
        const auto undone = undoneBy(*events, event.id);
        list.push_back(toDocument(event, undone));
        rows.push_back({std::to_string(event.id), timeText(event.time),
                        event.appliedStep ? std::to_string(*event.appliedStep) : "–", event.author,
                        steerWords(event.command), stateText(event, undone), event.command.reason});
    }
    if (json) {
        printJson(list);
    } else if (events->empty()) {
        printLine("nobody has steered this session");
    } else {
        for (auto& row : rows) {
            for (std::string& cell : row) {
                std::ranges::replace(cell, '\n', ' ');
                std::ranges::replace(cell, '\t', ' ');
            }
        }
        printTable(rows, {0, 2});
    }
    return 0;
}

Result<std::vector<SteerCommand>> readUndo(Store& store, const SessionInfo& session, const CommandLine& line)
{
    const auto events = store.events(session.id);
    if (!events) {
        return events.error();
    }
    std::optional<std::int64_t> wanted = lastToTakeBack(*events);
    if (const std::string text = line.positional(2); !text.empty()) {
        std::int64_t number = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        wanted = code == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
    }
    auto back = wanted ? takeBack(*events, *wanted) : std::nullopt;
    if (!back) {
        return Error{ErrorKind::Usage, "there is nothing to take back",
                     "no such event, or it is undone already, or its children exist",
                     "see: espalier steer " + std::to_string(session.id) + " log"};
    }
    back->reason = line.text("reason");
    return std::vector<SteerCommand>{*std::move(back)};
}

} // namespace espalier::cli
