#pragma once

#include "core/database/database.h"
#include "core/store/lease.h"
#include "core/store/objects.h"
#include "core/store/store.h"

#include <map>

namespace espalier {

/// What a Store owns; the methods stand in sessions.cpp, nodes.cpp, exchanges.cpp, profiles.cpp,
/// recognitions.cpp, events.cpp and evidence.cpp.
struct Store::Private
{
    std::filesystem::path folder;
    std::unique_ptr<Database> database;
    Objects objects;
    std::map<SessionId, Lease> leases;
    std::int64_t seenVersion = -1; ///< for changedElsewhere()

    std::filesystem::path lockFile(SessionId id) const { return folder / "sessions" / (std::to_string(id) + ".lock"); }
};

/// Adds one to the session's revision, inside a transaction, and returns it; fails when there is no such session.
Result<std::int64_t> raiseRevision(Database& database, SessionId id);

/// "[1,2]" and back; nothing when the text is no list of node numbers.
std::string parentsText(const std::vector<NodeNumber>& parents);
std::optional<std::vector<NodeNumber>> parentsFromText(const std::string& text);

/// Seconds since 1970, the time of an insert.
double unixNow();

Error noSession(const std::string& text);
Error damagedRow(const std::string& what);

Result<void> addSpendRow(Database& database, SessionId id, const Spend& spend);
/// Keeps for a new session what the skills have gained so far.
Result<void> keepPriors(Database& database, SessionId id);
/// The exchanges of one step, with the tokens and the money they took added to what the session has spent.
Result<void> addExchangeRows(Database& database, SessionId id, int step, const std::vector<Exchange>& exchanges);
/// Nothing where there is nothing to know it by.
Result<void> addRecognitionRow(Database& database, SessionId id, const Recognition& recognition);
Result<void> addEvidenceRow(Database& database, SessionId id, const SkillRecord& record);
Result<std::vector<Node>> nodesFrom(Database& database, SessionId id, NodeNumber from);
Result<std::vector<SteerEvent>> eventsAfter(Database& database, SessionId id, std::int64_t revision, bool pendingOnly);

} // namespace espalier
