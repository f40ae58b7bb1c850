#pragma once

#include "core/base/result.h"
#include "core/graph/evaluation.h"
#include "core/graph/exchange.h"
#include "core/graph/node.h"
#include "core/graph/searchgraph.h"
#include "core/graph/steer.h"
#include "core/knowledge/skill.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace espalier {

using SessionId = std::int64_t;

/// The node that is the root of a derived session, instead of its task's plain seed.
struct DerivedFrom
{
    SessionId session = 0;
    NodeNumber node = 0;
    std::string artefact; ///< SHA-256 of that node's candidate, whose object is in the same store

    bool operator==(const DerivedFrom&) const = default;
};

/// What a session was started with; a resume reads it back.
struct SessionSettings
{
    std::string task;
    std::string taskFolder; ///< absolute
    std::string target = "cpu";
    std::string synthesizer = "rules";
    std::string policy = "greedy";
    std::string name; ///< given by the user; may be empty
    std::uint64_t seed = 1;
    int steps = 60;          ///< 0: no limit
    double minutes = 0;      ///< 0: no limit
    double untilSpeedup = 0; ///< 0: no limit
    int stallSteps = 0;      ///< stop after this many steps without a new best; 0: never
    int workers = 3;         ///< candidates in flight
    int drafts = 8;
    double priorProbability = 0.1; ///< that a step is told of an earlier session's solution, 0 to 1
    // What the session may spend; 0: no limit.
    double tokens = 0;
    double dollars = 0;
    int evaluations = 0;
    double deviceMinutes = 0;
    std::optional<DerivedFrom> derivedFrom{};
    std::string machine; ///< Machine::fingerprint() of where it was started; empty: not recorded
    std::string program; ///< what started it, with its version: "espalier 0.1.0"; empty: not recorded
};

struct SessionInfo
{
    SessionId id = 0;
    SessionSettings settings;
    std::string state;  ///< running, paused, done, interrupted; running and paused only while some process holds it
    std::string holder; ///< "espalier, process 4711" while some process runs it
    double created = 0; ///< unix time
    int nodes = 0;
    double searchSeconds = 0; ///< it was searching, without pauses
    double bestSpeedup = 0;
    std::string baseline; ///< name of the fastest baseline
    double baselineMs = 0;
};

/// A node of an earlier session that a session may build on, chosen when it began.
struct PriorNode
{
    SessionId session = 0;
    NodeNumber number = 0;
    double similarity = 0; ///< of its task, 0 to 1
    std::string why;       ///< one line
};

/// By what a node is known again, where there is anything.
struct Recognition
{
    NodeNumber number = 0;
    std::optional<NodeNumber> duplicateOf; ///< the earlier node that is the same kernel: it has that node's result
    std::string machineCode;               ///< Evaluator::codeFingerprint(); empty where it is not known
};

/// The rows for one insert; prompt texts are kept exactly.
struct NodeInsert
{
    Node node;
    Evaluation evaluation;
    std::string candidateObject;       ///< toObject(candidate); node.artefact is its SHA-256
    std::string prompt;                ///< what the synthesizer was given
    std::vector<Exchange> exchanges;   ///< what was said to make it; empty where nobody was asked
    std::vector<SkillRecord> evidence; ///< what this node taught, added in the same transaction
    Recognition recognition{};         ///< its number is the node's
};

/// A step that brought no node: every candidate made for it was known already, or none could be made.
struct SpentStep
{
    int step = 0;
    std::vector<NodeNumber> parents;
    EdgeKind edge = EdgeKind::Refine;
    std::string reason;                   ///< one sentence
    std::vector<Exchange> exchanges = {}; ///< written only: read them with exchanges()
};

/// What a session has used so far: "device_seconds", "search_seconds", "tokens", "money".
struct Spend
{
    std::string kind;
    double amount = 0;
};

/// What a profiler said of a node, in a run of its own.
struct StoredProfile
{
    std::string tool;     ///< "ncu"
    double time = 0;      ///< unix time of the insert
    std::string document; ///< toJson(ProfileReport), core/profile
};

/// Where a node is in the store.
struct NodeKey
{
    SessionId session = 0;
    NodeNumber number = 0;
};

/// Everything that changed since a cursor: new nodes, events and candidates in flight of one session.
struct StoreDelta
{
    std::vector<Node> nodes;
    std::vector<SteerEvent> events; ///< new ones, and old ones newly acknowledged
    std::vector<InFlight> inFlight; ///< the whole list as it is now
    SessionInfo info;
};

struct StoreCursor
{
    NodeNumber nodes = 0;      ///< nodes read so far
    std::int64_t change = 0;   ///< the session's revision when it was read
    std::int64_t version = -1; ///< of the whole database when it was read; a cursor belongs to one Store object
};

/// One folder: espalier.db (SQLite, WAL) and objects/. One object a thread; several processes may have the same folder
/// open. Every write is one transaction; nodes are only ever inserted. Pimpl: no SQLite in this header.
class Store
{
public:
    /// Opens or makes it, migrating an older schema forward; a newer one is refused (ErrorKind::Machine).
    static Result<Store> open(const std::filesystem::path& folder);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    Result<SessionId> createSession(const SessionSettings& settings);
    Result<std::vector<SessionInfo>> sessions();
    Result<SessionInfo> session(SessionId id);
    /// By id ("12"), by the user's name or by unique prefix of it; "" or "last" is the newest.
    Result<SessionInfo> findSession(const std::string& text);

    /// Takes the session for this process until release() or the end of the process, kill -9 included (a file lock).
    /// Fails with who holds it.
    Result<void> acquire(SessionId id, const std::string& program);
    void release(SessionId id);
    Result<void> setState(SessionId id, const std::string& state);
    Result<void> setBaseline(SessionId id, const std::string& name, double ms);

    /// The node, its evaluation, prompt, exchanges, evidence and what it spent in one transaction; its number must be
    /// the next.
    Result<void> insertNode(SessionId id, const NodeInsert& insert);
    Result<void> addSpentStep(SessionId id, const SpentStep& spent);
    Result<std::vector<SpentStep>> spentSteps(SessionId id);
    Result<std::vector<Node>> nodes(SessionId id, NodeNumber from = 0);
    Result<Node> node(SessionId id, NodeNumber number);
    /// The node and its ancestors by first parents, root first.
    Result<std::vector<Node>> lineage(SessionId id, NodeNumber number);
    /// The newest `limit` nodes before number `before` whose first parent this is, newest first; one look into an
    /// index.
    Result<std::vector<Node>> childrenBefore(SessionId id, NodeNumber parent, NodeNumber before, int limit);
    Result<std::int64_t> countChildrenBefore(SessionId id, NodeNumber parent, NodeNumber before);
    /// The best correct nodes, by the low end of their intervals, ties to the older; one look into an index.
    Result<std::vector<Node>> frontier(SessionId id, int limit);
    /// "3.128" (session.number), "128" or "#128" (in `session`, else in the newest), or a unique prefix of an
    /// artefact's hash (four digits or more; the newest node that has it).
    Result<NodeKey> findNode(const std::string& text, std::optional<SessionId> session = {});
    Result<Evaluation> evaluation(SessionId id, NodeNumber number);
    Result<std::string> prompt(SessionId id, NodeNumber number);
    /// What was said in a step, in the order of the turns.
    Result<std::vector<Exchange>> exchanges(SessionId id, int step);
    /// The steps in which something was said, ascending.
    Result<std::vector<int>> stepsWithExchanges(SessionId id);
    /// Those of a session's nodes that are known by something, by number.
    Result<std::vector<Recognition>> recognitions(SessionId id);
    /// Beside the evaluation, which it does not change. Fails when there is no such node.
    Result<void> addProfile(SessionId id, NodeNumber number, const std::string& tool, const std::string& document);
    Result<std::vector<StoredProfile>> profiles(SessionId id, NodeNumber number); ///< the newest 32, the newest first
    Result<std::string> object(const std::string& sha256);
    Result<std::string> putObject(const std::string& bytes); ///< returns the hash

    /// Keeps what a new session may build on; once, before its first step.
    Result<void> keepPriorNodes(SessionId id, const std::vector<PriorNode>& nodes);
    Result<std::vector<PriorNode>> priorNodes(SessionId id); ///< as they were kept
    Result<void> addSkillEvidence(SessionId id, const SkillRecord& record);
    /// Summed over sessions; of one task, or of all.
    Result<std::vector<SkillRecord>> skillEvidence(const std::optional<std::string>& task = {});
    /// What all sessions had taught when this one was created, and nothing they learned since: a resumed search reads
    /// what it began with. In older sessions evidence of other tasks is summed under the empty name.
    Result<std::vector<SkillRecord>> priorEvidence(SessionId id);
    Result<void> addSpend(SessionId id, const Spend& spend);
    Result<std::vector<Spend>> spending(SessionId id);

    /// Refused where steerProblem() finds fault, or the node does not exist.
    Result<std::int64_t> addEvent(SessionId id, const SteerCommand& command, const std::string& author);
    Result<void> acknowledge(SessionId id, std::int64_t event, int step);
    Result<std::vector<SteerEvent>> events(SessionId id, bool pendingOnly = false);
    /// Whether another connection wrote anything since the last call; one pragma. The first call says yes.
    bool changedElsewhere();
    Result<void> setInFlight(SessionId id, std::span<const InFlight> list);

    /// For a writer that has nothing to do for a while: brings a long log over into the database. Waits for the disk;
    /// costs nothing while the log is short, and losing the process meanwhile loses nothing.
    void checkpoint();

    /// Cheap when nothing changed: one pragma and no query.
    Result<std::optional<StoreDelta>> changes(SessionId id, StoreCursor& cursor);

private:
    struct Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// The whole session as a graph: its nodes, then every steering event folded in order, pending ones included.
Result<SearchGraph> loadGraph(Store& store, SessionId id);

} // namespace espalier
