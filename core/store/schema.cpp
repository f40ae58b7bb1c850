#include "core/store/schema.h"

#include <array>

namespace espalier {
namespace {

constexpr std::int64_t kApplicationId = 0x4553504c; // "ESPL"

// The ground: sessions, their insert-only nodes, and the events that say everything that happened to them later.
// `revision` grows with every write to a session; events and acknowledgements carry the revision that made them, so one
// number tells a reader what is new.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL, UNIQUE (name, folder));
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, task INTEGER NOT NULL REFERENCES tasks, target TEXT NOT NULL,
    synthesizer TEXT NOT NULL, policy TEXT NOT NULL, name TEXT NOT NULL, seed INTEGER NOT NULL, steps INTEGER NOT NULL,
    minutes REAL NOT NULL, until_speedup REAL NOT NULL, stall_steps INTEGER NOT NULL, workers INTEGER NOT NULL,
    drafts INTEGER NOT NULL, state TEXT NOT NULL, created REAL NOT NULL, baseline TEXT NOT NULL DEFAULT '',
    baseline_ms REAL NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0);
CREATE TABLE nodes (
    session INTEGER NOT NULL REFERENCES sessions, number INTEGER NOT NULL, parent INTEGER, parents TEXT NOT NULL,
    edge TEXT NOT NULL, step INTEGER NOT NULL, artefact TEXT NOT NULL, verdict TEXT NOT NULL, valid INTEGER NOT NULL,
    fitness REAL NOT NULL, speedup REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL, seed_speedup REAL NOT NULL,
    ms REAL NOT NULL, bound TEXT NOT NULL, roof_share REAL NOT NULL, skills TEXT NOT NULL, summary TEXT NOT NULL,
    why TEXT NOT NULL, time REAL NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE INDEX nodes_by_artefact ON nodes (artefact);
CREATE INDEX nodes_by_rank ON nodes (session, valid, low DESC);
CREATE TABLE evaluations (
    session INTEGER NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE TABLE prompts (
    session INTEGER NOT NULL, number INTEGER NOT NULL, prompt TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (session, number)) WITHOUT ROWID;
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, session INTEGER NOT NULL REFERENCES sessions, revision INTEGER NOT NULL,
    command TEXT NOT NULL, author TEXT NOT NULL, time REAL NOT NULL);
CREATE INDEX events_by_session ON events (session, id);
CREATE TABLE acknowledgements (
    event INTEGER PRIMARY KEY REFERENCES events, revision INTEGER NOT NULL, step INTEGER NOT NULL);
CREATE TRIGGER nodes_stay BEFORE UPDATE ON nodes BEGIN SELECT RAISE(ABORT, 'nodes are only ever inserted'); END;
CREATE TRIGGER nodes_remain BEFORE DELETE ON nodes BEGIN SELECT RAISE(ABORT, 'nodes are only ever inserted'); END;
CREATE TRIGGER evaluations_stay BEFORE UPDATE ON evaluations
    BEGIN SELECT RAISE(ABORT, 'evaluations are only ever inserted'); END;
CREATE TRIGGER evaluations_remain BEFORE DELETE ON evaluations
    BEGIN SELECT RAISE(ABORT, 'evaluations are only ever inserted'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever inserted'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are only ever inserted'); END;
)sql";

// What the search learns and spends beside its nodes, the steps that brought none, and what other programs may watch.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE spent_steps (
    session INTEGER NOT NULL REFERENCES sessions, step INTEGER NOT NULL, parents TEXT NOT NULL, edge TEXT NOT NULL,
    reason TEXT NOT NULL, PRIMARY KEY (session, step)) WITHOUT ROWID;
CREATE TABLE skills (
    session INTEGER NOT NULL REFERENCES sessions, skill TEXT NOT NULL, task TEXT NOT NULL, bound TEXT NOT NULL,
    tried INTEGER NOT NULL, valid INTEGER NOT NULL, log_gain REAL NOT NULL,
    PRIMARY KEY (session, skill, task, bound)) WITHOUT ROWID;
CREATE TABLE spend (
    session INTEGER NOT NULL REFERENCES sessions, kind TEXT NOT NULL, amount REAL NOT NULL,
    PRIMARY KEY (session, kind)) WITHOUT ROWID;
CREATE TABLE in_flight (
    session INTEGER NOT NULL REFERENCES sessions, step INTEGER NOT NULL, parents TEXT NOT NULL, stage TEXT NOT NULL,
    since REAL NOT NULL, PRIMARY KEY (session, step)) WITHOUT ROWID;
)sql";

// What was known of the skills when a session began: other sessions go on learning, and a resumed one must choose as it
// would have. Other tasks' evidence is summed under the empty name; a session of before gets that of its elders.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE priors (
    session INTEGER NOT NULL REFERENCES sessions, skill TEXT NOT NULL, task TEXT NOT NULL, bound TEXT NOT NULL,
    tried INTEGER NOT NULL, valid INTEGER NOT NULL, log_gain REAL NOT NULL,
    PRIMARY KEY (session, skill, task, bound)) WITHOUT ROWID;
INSERT INTO priors SELECT s.id, k.skill, iif(k.task = t.name, k.task, ''), k.bound, sum(k.tried), sum(k.valid),
    sum(k.log_gain) FROM sessions s JOIN tasks t ON t.id = s.task JOIN skills k ON k.session < s.id GROUP BY 1, 2, 3, 4;
)sql";

// What was said to models, by step: a step that brought no node has cost as much as one that did.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE exchanges (
    session INTEGER NOT NULL REFERENCES sessions, step INTEGER NOT NULL, turn INTEGER NOT NULL, model TEXT NOT NULL,
    system TEXT NOT NULL, prompt TEXT NOT NULL, answer TEXT NOT NULL, fault TEXT NOT NULL, tokens_in INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL, tokens_out INTEGER NOT NULL, money REAL NOT NULL, seconds REAL NOT NULL,
    PRIMARY KEY (session, step, turn)) WITHOUT ROWID;
)sql";

// By what nodes are known again, and what a session builds on. A session of before has none of them: what it made is
// then known by its sources alone.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE recognitions (
    session INTEGER NOT NULL REFERENCES sessions, number INTEGER NOT NULL, duplicate_of INTEGER,
    machine_code TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID;
ALTER TABLE sessions ADD COLUMN prior_probability REAL NOT NULL DEFAULT 0;
CREATE TABLE prior_nodes (
    session INTEGER NOT NULL REFERENCES sessions, rank INTEGER NOT NULL, from_session INTEGER NOT NULL,
    from_node INTEGER NOT NULL, similarity REAL NOT NULL, why TEXT NOT NULL, PRIMARY KEY (session, rank)) WITHOUT ROWID;
)sql";

// Where a session's figures and its root are from, what it may spend, and the children of a node at once.
constexpr const char* kVersion6 = R"sql(
ALTER TABLE sessions ADD COLUMN derived_session INTEGER;
ALTER TABLE sessions ADD COLUMN derived_node INTEGER;
ALTER TABLE sessions ADD COLUMN derived_artefact TEXT;
ALTER TABLE sessions ADD COLUMN machine TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN program TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN tokens REAL NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN dollars REAL NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN evaluations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN device_minutes REAL NOT NULL DEFAULT 0;
CREATE INDEX nodes_by_parent ON nodes (session, parent);
)sql";

// What profilers said of nodes, in runs of their own: beside the evaluations, which stay as the judge made them.
constexpr const char* kVersion7 = R"sql(
CREATE TABLE profiles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, session INTEGER NOT NULL REFERENCES sessions, number INTEGER NOT NULL,
    tool TEXT NOT NULL, time REAL NOT NULL, document TEXT NOT NULL);
CREATE INDEX profiles_by_node ON profiles (session, number, id);
CREATE TRIGGER profiles_stay BEFORE UPDATE ON profiles
    BEGIN SELECT RAISE(ABORT, 'profiles are only ever inserted'); END;
CREATE TRIGGER profiles_remain BEFORE DELETE ON profiles
    BEGIN SELECT RAISE(ABORT, 'profiles are only ever inserted'); END;
)sql";

constexpr std::array<const char*, kSchemaVersion> kSteps{kVersion1, kVersion2, kVersion3, kVersion4,
                                                         kVersion5, kVersion6, kVersion7};

std::int64_t pragma(Database& database, const char* name)
{
    Rows rows = database.query(std::string("PRAGMA ") + name);
    return rows.next() ? rows.integer(0) : -1;
}

Result<void> check(Database& database, std::int64_t version, const std::filesystem::path& file)
{
    const std::int64_t owner = pragma(database, "application_id");
    if (version < 0 || owner < 0) {
        return database.error();
    }
    if (version > kSchemaVersion && owner == kApplicationId) {
        return Error{ErrorKind::Machine, "cannot open the store in " + file.parent_path().string(),
                     "it was written by a newer espalier (its version is " + std::to_string(version) +
                         ", this program knows up to " + std::to_string(kSchemaVersion) + ")",
                     "update espalier, or name another folder with --store"};
    }
    Rows tables = database.query("SELECT count(*) FROM sqlite_master");
    const bool empty = tables.next() && tables.integer(0) == 0;
    if (owner != kApplicationId && !(empty && owner == 0)) {
        return Error{ErrorKind::Machine, "cannot open " + file.string(), "it is the database of another program",
                     "name another folder with --store"};
    }
    return {};
}

} // namespace

const char* schemaStep(int version)
{
    return kSteps.at(static_cast<std::size_t>(version - 1));
}

Result<void> migrate(Database& database, const std::filesystem::path& file)
{
    const std::int64_t seen = pragma(database, "user_version");
    if (seen < 0) {
        return database.error();
    }
    if (seen == kSchemaVersion && pragma(database, "application_id") == kApplicationId) {
        return {};
    }
    // Everything is read again inside: outside, another program may make the store between two looks, and its tables
    // then seem to be a stranger's.
    Transaction transaction(database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    const std::int64_t version = pragma(database, "user_version");
    if (const auto checked = check(database, version, file); !checked) {
        return checked;
    }
    for (std::int64_t next = version + 1; next <= kSchemaVersion; ++next) {
        const std::string label = "PRAGMA user_version = " + std::to_string(next) +
                                  "; PRAGMA application_id = " + std::to_string(kApplicationId) + ";";
        if (auto done = database.script(schemaStep(static_cast<int>(next)) + label); !done) {
            return done;
        }
    }
    return transaction.commit();
}

} // namespace espalier
