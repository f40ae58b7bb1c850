#include "core/store/storeprivate.h"

#include <unistd.h>

namespace espalier {
namespace {

const std::string kSelect =
    "SELECT s.id, t.name, t.folder, s.target, s.synthesizer, s.policy, s.name, s.seed, s.steps, s.minutes, "
    "s.until_speedup, s.stall_steps, s.workers, s.drafts, s.state, s.created, s.baseline, s.baseline_ms, "
    "coalesce((SELECT max(number) + 1 FROM nodes n WHERE n.session = s.id), 0), "
    "coalesce((SELECT fitness FROM nodes n WHERE n.session = s.id AND n.valid = 1 ORDER BY low DESC, number LIMIT 1), "
    "0), "
    "coalesce((SELECT amount FROM spend p WHERE p.session = s.id AND p.kind = 'search_seconds'), 0), "
    "s.prior_probability, "
    "s.derived_session, s.derived_node, s.derived_artefact, s.machine, s.program, s.tokens, s.dollars, "
    "s.evaluations, s.device_minutes "
    "FROM sessions s JOIN tasks t ON t.id = s.task ";

const std::string kAll = kSelect + "ORDER BY s.id";
const std::string kOne = kSelect + "WHERE s.id = ?1";
const std::string kNewest = kSelect + "ORDER BY s.id DESC LIMIT 1";
const std::string kByName =
    kSelect + "WHERE substr(s.name, 1, length(?1)) = ?1 ORDER BY s.name = ?1 DESC, s.id DESC LIMIT 2";

SessionInfo readSession(const Rows& rows, const std::filesystem::path& locks)
{
    SessionInfo info;
    info.id = rows.integer(0);
    SessionSettings& s = info.settings;
    s.task = rows.text(1);
    s.taskFolder = rows.text(2);
    s.target = rows.text(3);
    s.synthesizer = rows.text(4);
    s.policy = rows.text(5);
    s.name = rows.text(6);
    s.seed = static_cast<std::uint64_t>(rows.integer(7));
    s.steps = static_cast<int>(rows.integer(8));
    s.minutes = rows.real(9);
    s.untilSpeedup = rows.real(10);
    s.stallSteps = static_cast<int>(rows.integer(11));
    s.workers = static_cast<int>(rows.integer(12));
    s.drafts = static_cast<int>(rows.integer(13));
    info.state = rows.text(14);
    info.created = rows.real(15);
    info.baseline = rows.text(16);
    info.baselineMs = rows.real(17);
    info.nodes = static_cast<int>(rows.integer(18));
    info.bestSpeedup = rows.real(19);
    info.searchSeconds = rows.real(20);
    s.priorProbability = rows.real(21);
    if (!rows.isNull(22)) {
        s.derivedFrom = DerivedFrom{rows.integer(22), static_cast<NodeNumber>(rows.integer(23)), rows.text(24)};
    }
    s.machine = rows.text(25);
    s.program = rows.text(26);
    s.tokens = rows.real(27);
    s.dollars = rows.real(28);
    s.evaluations = static_cast<int>(rows.integer(29));
    s.deviceMinutes = rows.real(30);
    if (info.state == "running" || info.state == "paused") {
        info.holder = Lease::holderOf(locks / (std::to_string(info.id) + ".lock"));
        if (info.holder.empty()) {
            info.state = "interrupted"; // its process died without a word
        }
    }
    return info;
}

Result<std::vector<SessionInfo>> readAll(Rows rows, const std::filesystem::path& locks)
{
    std::vector<SessionInfo> list;
    while (rows.next()) {
        list.push_back(readSession(rows, locks));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Result<std::int64_t> taskId(Database& database, const SessionSettings& settings)
{
    if (auto done = database.run("INSERT OR IGNORE INTO tasks (name, folder) VALUES (?1, ?2)", settings.task,
                                 settings.taskFolder);
        !done) {
        return done.error();
    }
    Rows rows =
        database.query("SELECT id FROM tasks WHERE name = ?1 AND folder = ?2", settings.task, settings.taskFolder);
    return rows.next() ? Result<std::int64_t>(rows.integer(0)) : rows.error();
}

Result<void> insertSession(Database& database, std::int64_t task, const SessionSettings& settings)
{
    const auto& from = settings.derivedFrom;
    return database.run(
        "INSERT INTO sessions (task, target, synthesizer, policy, name, seed, steps, minutes, "
        "until_speedup, stall_steps, workers, drafts, state, created, derived_session, derived_node, "
        "derived_artefact, machine, program, tokens, dollars, evaluations, device_minutes, "
        "prior_probability) VALUES (?1, "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'interrupted', ?13, ?14, ?15, ?16, ?17, ?18, "
        "?19, ?20, ?21, ?22, ?23)",
        task, settings.target, settings.synthesizer, settings.policy, settings.name,
        static_cast<std::int64_t>(settings.seed), settings.steps, settings.minutes, settings.untilSpeedup,
        settings.stallSteps, settings.workers, settings.drafts, unixNow(),
        from ? std::optional(from->session) : std::nullopt, from ? std::optional(from->node) : std::nullopt,
        from ? std::optional(from->artefact) : std::nullopt, settings.machine, settings.program, settings.tokens,
        settings.dollars, settings.evaluations, settings.deviceMinutes, settings.priorProbability);
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

Result<SessionId> Store::createSession(const SessionSettings& settings)
{
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun().error();
    }
    const auto task = taskId(*d->database, settings);
    if (!task) {
        return task.error();
    }
    const auto inserted = insertSession(*d->database, *task, settings);
    if (!inserted) {
        return inserted.error();
    }
    const SessionId id = d->database->lastInsertId();
    if (const auto kept = keepPriors(*d->database, id); !kept) {
        return kept.error();
    }
    const auto committed = transaction.commit();
    return committed ? Result<SessionId>(id) : committed.error();
}

Result<std::vector<SessionInfo>> Store::sessions()
{
    return readAll(d->database->query(kAll), d->folder / "sessions");
}

Result<SessionInfo> Store::session(SessionId id)
{
    auto found = readAll(d->database->query(kOne, id), d->folder / "sessions");
    if (!found) {
        return found.error();
    }
    return found->empty() ? Result<SessionInfo>(noSession(std::to_string(id))) : std::move(found->front());
}

Result<SessionInfo> Store::findSession(const std::string& text)
{
    const std::filesystem::path locks = d->folder / "sessions";
    if (text.empty() || text == "last") {
        auto newest = readAll(d->database->query(kNewest), locks);
        if (newest && newest->empty()) {
            return Error{ErrorKind::Usage, "this store has no session yet", "", "start one with: espalier search TASK"};
        }
        return newest ? Result<SessionInfo>(std::move(newest->front())) : newest.error();
    }
    if (isNumber(text)) {
        auto byId = session(std::stoll(text));
        if (byId || byId.error().kind != ErrorKind::Usage) {
            return byId;
        }
    }
    auto found = readAll(d->database->query(kByName, text), locks);
    if (!found) {
        return found.error();
    }
    if (found->empty()) {
        return noSession(text);
    }
    if (found->size() > 1 && found->front().settings.name != found->back().settings.name &&
        found->front().settings.name != text) {
        return Error{ErrorKind::Usage, "\"" + text + "\" names several sessions",
                     found->front().settings.name + " and " + found->back().settings.name,
                     "write more of the name, or its number"};
    }
    return std::move(found->front());
}

Result<void> Store::acquire(SessionId id, const std::string& program)
{
    if (const auto known = session(id); !known) {
        return known.error();
    }
    auto lease = Lease::take(d->lockFile(id), program + ", process " + std::to_string(getpid()));
    if (!lease) {
        return lease.error();
    }
    d->leases.insert_or_assign(id, *std::move(lease));
    return {};
}

void Store::release(SessionId id)
{
    d->leases.erase(id);
}

Result<void> Store::setState(SessionId id, const std::string& state)
{
    return d->database->run("UPDATE sessions SET state = ?2, revision = revision + 1 WHERE id = ?1", id, state);
}

Result<void> Store::setBaseline(SessionId id, const std::string& name, double ms)
{
    return d->database->run(
        "UPDATE sessions SET baseline = ?2, baseline_ms = ?3, revision = revision + 1 WHERE id = ?1", id, name, ms);
}

} // namespace espalier
