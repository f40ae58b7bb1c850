#include "core/store/storeprivate.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

Result<std::vector<InFlight>> readInFlight(Database& database, SessionId id)
{
    Rows rows =
        database.query("SELECT step, parents, stage, since FROM in_flight WHERE session = ?1 ORDER BY step", id);
    std::vector<InFlight> list;
    while (rows.next()) {
        list.push_back({static_cast<int>(rows.integer(0)),
                        parentsFromText(rows.text(1)).value_or(std::vector<NodeNumber>{}), rows.text(2), rows.real(3)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Result<std::int64_t> revisionOf(Database& database, SessionId id)
{
    Rows rows = database.query("SELECT revision FROM sessions WHERE id = ?1", id);
    if (!rows.next()) {
        return rows.failed() ? rows.error() : noSession(std::to_string(id));
    }
    return rows.integer(0);
}

} // namespace

Result<std::vector<SteerEvent>> eventsAfter(Database& database, SessionId id, std::int64_t revision, bool pendingOnly)
{
    Rows rows =
        database.query("SELECT e.id, e.command, e.author, e.time, a.step FROM events e LEFT JOIN acknowledgements a "
                       "ON a.event = e.id WHERE e.session = ?1 AND (e.revision > ?2 OR a.revision > ?2) "
                       "AND (?3 = 0 OR a.event IS NULL) ORDER BY e.id",
                       id, revision, pendingOnly ? 1 : 0);
    std::vector<SteerEvent> list;
    while (rows.next()) {
        const auto command = steerCommandFromJson(nlohmann::json::parse(rows.text(1), nullptr, false));
        if (!command) {
            return damagedRow("event " + std::to_string(rows.integer(0)));
        }
        SteerEvent event{rows.integer(0), *command, rows.text(2), rows.real(3), std::nullopt};
        if (!rows.isNull(4)) {
            event.appliedStep = static_cast<int>(rows.integer(4));
        }
        list.push_back(std::move(event));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Result<std::int64_t> Store::addEvent(SessionId id, const SteerCommand& command, const std::string& author)
{
    if (auto problem = steerProblem(command)) {
        return *std::move(problem);
    }
    if (command.node) {
        if (const auto known = node(id, *command.node); !known) {
            return known.error();
        }
    }
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun().error();
    }
    const auto revision = raiseRevision(*d->database, id);
    if (!revision) {
        return revision;
    }
    const std::string text = toJson(command).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto done =
        d->database->run("INSERT INTO events (session, revision, command, author, time) VALUES (?1, ?2, ?3, ?4, ?5)",
                         id, *revision, text, author, unixNow());
    if (!done) {
        return done.error();
    }
    const std::int64_t event = d->database->lastInsertId();
    const auto committed = transaction.commit();
    return committed ? Result<std::int64_t>(event) : committed.error();
}

Result<void> Store::acknowledge(SessionId id, std::int64_t event, int step)
{
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    const auto revision = raiseRevision(*d->database, id);
    if (!revision) {
        return revision.error();
    }
    const auto done = d->database->run(
        "INSERT OR IGNORE INTO acknowledgements (event, revision, step) VALUES (?1, ?2, ?3)", event, *revision, step);
    return done ? transaction.commit() : done;
}

Result<std::vector<SteerEvent>> Store::events(SessionId id, bool pendingOnly)
{
    return eventsAfter(*d->database, id, -1, pendingOnly);
}

bool Store::changedElsewhere()
{
    const std::int64_t version = d->database->otherVersion();
    return std::exchange(d->seenVersion, version) != version;
}

Result<void> Store::setInFlight(SessionId id, std::span<const InFlight> list)
{
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    if (const auto revision = raiseRevision(*d->database, id); !revision) {
        return revision.error();
    }
    auto done = d->database->run("DELETE FROM in_flight WHERE session = ?1", id);
    for (const InFlight& entry : list) {
        if (done) {
            done = d->database->run(
                "INSERT INTO in_flight (session, step, parents, stage, since) VALUES (?1, ?2, ?3, ?4, ?5)", id,
                entry.step, parentsText(entry.parents), entry.stage, entry.since);
        }
    }
    return done ? transaction.commit() : done;
}

Result<std::optional<StoreDelta>> Store::changes(SessionId id, StoreCursor& cursor)
{
    const std::int64_t version = d->database->version();
    if (version == cursor.version) {
        return std::optional<StoreDelta>();
    }
    // One read transaction, so that nodes, events and the revision belong together.
    if (const auto begun = d->database->run("BEGIN"); !begun) {
        return begun.error();
    }
    struct End
    {
        Database& database;
        ~End() { static_cast<void>(database.run("COMMIT")); }
    } const end{*d->database};
    const auto revision = revisionOf(*d->database, id);
    if (!revision) {
        return revision.error();
    }
    if (*revision == cursor.change && cursor.version != -1) {
        cursor.version = version;
        return std::optional<StoreDelta>();
    }
    auto nodes = nodesFrom(*d->database, id, cursor.nodes);
    auto events = eventsAfter(*d->database, id, cursor.version == -1 ? -1 : cursor.change, false);
    auto inFlight = readInFlight(*d->database, id);
    auto info = session(id);
    if (!nodes || !events || !inFlight || !info) {
        return !nodes ? nodes.error() : !events ? events.error() : !inFlight ? inFlight.error() : info.error();
    }
    cursor.nodes += static_cast<NodeNumber>(nodes->size());
    cursor.change = *revision;
    cursor.version = version;
    return std::optional<StoreDelta>({*std::move(nodes), *std::move(events), *std::move(inFlight), *std::move(info)});
}

} // namespace espalier
