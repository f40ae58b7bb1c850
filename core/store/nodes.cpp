#include "core/base/hash.h"
#include "core/store/storeprivate.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

const std::string kSelect =
    "SELECT number, parents, edge, step, artefact, verdict, fitness, speedup, low, high, seed_speedup, ms, "
    "bound, roof_share, skills, summary, why, time, seconds ";

const std::string kFromNumber = kSelect + "FROM nodes WHERE session = ?1 AND number >= ?2 ORDER BY number";
const std::string kOne = kSelect + "FROM nodes WHERE session = ?1 AND number = ?2";
const std::string kFrontier =
    kSelect + "FROM nodes WHERE session = ?1 AND valid = 1 ORDER BY low DESC, number LIMIT ?2";
const std::string kChildren =
    kSelect + "FROM nodes WHERE session = ?1 AND parent = ?2 AND number < ?3 ORDER BY number DESC LIMIT ?4";
const std::string kLineage = "WITH RECURSIVE line (at) AS (SELECT ?2 UNION "
                             "SELECT n.parent FROM nodes n JOIN line ON n.session = ?1 AND n.number = line.at "
                             "WHERE n.parent IS NOT NULL) " +
                             kSelect + "FROM line JOIN nodes ON session = ?1 AND number = at ORDER BY number";

std::optional<std::vector<std::string>> wordsFromText(const std::string& text)
{
    const nlohmann::json list = nlohmann::json::parse(text, nullptr, false);
    if (!list.is_array()) {
        return std::nullopt;
    }
    std::vector<std::string> words;
    for (const auto& entry : list) {
        if (!entry.is_string()) {
            return std::nullopt;
        }
        words.push_back(entry.get<std::string>());
    }
    return words;
}

std::optional<Node> readNode(const Rows& rows)
{
    Node node;
    node.number = static_cast<NodeNumber>(rows.integer(0));
    auto parents = parentsFromText(rows.text(1));
    const auto edge = edgeKindFromText(rows.text(2));
    node.step = static_cast<int>(rows.integer(3));
    node.artefact = rows.text(4);
    const auto verdict = verdictFromText(rows.text(5));
    node.fitness = rows.real(6);
    node.speedup = {rows.real(7), rows.real(8), rows.real(9)};
    node.seedSpeedup = rows.real(10);
    node.ms = rows.real(11);
    node.bound = boundFromText(rows.text(12)).value_or(Bound::Unknown);
    node.roofShare = rows.real(13);
    auto skills = wordsFromText(rows.text(14));
    node.summary = rows.text(15);
    node.why = rows.text(16);
    node.time = rows.real(17);
    node.seconds = rows.real(18);
    if (!parents || !edge || !verdict || !skills) {
        return std::nullopt;
    }
    node.parents = *std::move(parents);
    node.edge = *edge;
    node.verdict = *verdict;
    node.skills = *std::move(skills);
    return node;
}

Result<std::vector<Node>> readNodes(Rows rows)
{
    std::vector<Node> list;
    while (rows.next()) {
        auto node = readNode(rows);
        if (!node) {
            return damagedRow("node " + std::to_string(rows.integer(0)));
        }
        list.push_back(*std::move(node));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Error noNode(SessionId id, const std::string& text)
{
    return {ErrorKind::Usage, "there is no node " + text + " in session " + std::to_string(id), "",
            "see the nodes with: espalier tree " + std::to_string(id)};
}

std::string jsonText(const nlohmann::json& document)
{
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<void> checkNumber(Database& database, SessionId id, NodeNumber number)
{
    Rows rows = database.query("SELECT coalesce(max(number) + 1, 0) FROM nodes WHERE session = ?1", id);
    if (!rows.next()) {
        return rows.error();
    }
    if (rows.integer(0) != number) {
        return Error{ErrorKind::Machine,
                     "cannot record node " + std::to_string(number) + " of session " + std::to_string(id),
                     "the next is " + std::to_string(rows.integer(0)) + ", somebody else wrote to the session",
                     "stop the other program and resume"};
    }
    return {};
}

Result<void> insertRows(Database& database, SessionId id, const NodeInsert& insert)
{
    const Node& n = insert.node;
    const std::optional<std::int64_t> parent =
        n.parents.empty() ? std::nullopt : std::optional<std::int64_t>(n.parents.front());
    auto done = database.run("INSERT INTO nodes (session, number, parent, parents, edge, step, artefact, verdict, "
                             "valid, fitness, speedup, low, high, "
                             "seed_speedup, ms, bound, roof_share, skills, summary, why, time, seconds) VALUES (?1, "
                             "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                             "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
                             id, n.number, parent, parentsText(n.parents), toText(n.edge), n.step, n.artefact,
                             toText(n.verdict), isValid(n.verdict) ? 1 : 0, n.fitness, n.speedup.value, n.speedup.low,
                             n.speedup.high, n.seedSpeedup, n.ms, toText(n.bound), n.roofShare, jsonText(n.skills),
                             n.summary, n.why, n.time, n.seconds);
    if (done) {
        done = database.run("INSERT INTO evaluations (session, number, document) VALUES (?1, ?2, ?3)", id, n.number,
                            jsonText(toJson(insert.evaluation)));
    }
    if (done) {
        done = database.run("INSERT INTO prompts (session, number, prompt, answer) VALUES (?1, ?2, ?3, '')", id,
                            n.number, insert.prompt);
    }
    if (done) {
        done = addExchangeRows(database, id, n.step, insert.exchanges);
    }
    if (done) {
        done = addSpendRow(database, id, {"device_seconds", n.seconds});
    }
    if (done) {
        done = addRecognitionRow(database, id, insert.recognition);
    }
    for (const SkillRecord& record : insert.evidence) {
        if (done) {
            done = addEvidenceRow(database, id, record);
        }
    }
    return done;
}

/// The number in "128" or "#128"; nothing for other text.
std::optional<NodeNumber> numberFromText(std::string text)
{
    if (text.starts_with('#')) {
        text.erase(0, 1);
    }
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    return static_cast<NodeNumber>(std::stoul(text));
}

bool isHashPrefix(const std::string& text)
{
    return text.size() >= 4 && text.size() <= 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The newest node with an artefact that starts so; fails when several artefacts do.
Result<NodeKey> findByHash(Database& database, const std::string& prefix, std::optional<SessionId> session)
{
    Rows rows =
        database.query("SELECT session, max(number), artefact FROM nodes WHERE artefact >= ?1 AND artefact < ?1 || 'g' "
                       "AND (?2 IS NULL OR session = ?2) GROUP BY artefact, session ORDER BY session DESC",
                       prefix, session);
    std::optional<NodeKey> key;
    std::string artefact;
    while (rows.next()) {
        if (key && rows.text(2) != artefact) {
            return Error{ErrorKind::Usage, "\"" + prefix + "\" is the start of several artefacts' hashes", "",
                         "write more of it"};
        }
        if (!key) {
            key = NodeKey{rows.integer(0), static_cast<NodeNumber>(rows.integer(1))};
            artefact = rows.text(2);
        }
    }
    if (rows.failed()) {
        return rows.error();
    }
    return key ? Result<NodeKey>(*key)
               : Error{ErrorKind::Usage, "no node has an artefact whose hash starts with \"" + prefix + "\"", "",
                       "see: espalier tree"};
}

} // namespace

Result<std::vector<Node>> nodesFrom(Database& database, SessionId id, NodeNumber from)
{
    return readNodes(database.query(kFromNumber, id, from));
}

Result<void> Store::insertNode(SessionId id, const NodeInsert& insert)
{
    // The object first: a node whose object is missing must not exist, an object without a node does no harm.
    const auto hash = d->objects.put(insert.candidateObject);
    if (!hash) {
        return hash.error();
    }
    if (*hash != insert.node.artefact) {
        return Error{ErrorKind::Usage, "cannot record node " + std::to_string(insert.node.number),
                     "its artefact is not the hash of its candidate", "record it with the hash of the object"};
    }
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    if (const auto revision = raiseRevision(*d->database, id); !revision) {
        return revision.error();
    }
    auto done = checkNumber(*d->database, id, insert.node.number);
    if (done) {
        done = insertRows(*d->database, id, insert);
    }
    return done ? transaction.commit() : done;
}

Result<void> Store::addSpentStep(SessionId id, const SpentStep& spent)
{
    Transaction transaction(*d->database);
    if (!transaction.begun()) {
        return transaction.begun();
    }
    auto done =
        d->database->run("INSERT INTO spent_steps (session, step, parents, edge, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                         id, spent.step, parentsText(spent.parents), toText(spent.edge), spent.reason);
    if (done) {
        done = addExchangeRows(*d->database, id, spent.step, spent.exchanges);
    }
    return done ? transaction.commit() : done;
}

Result<std::vector<SpentStep>> Store::spentSteps(SessionId id)
{
    Rows rows =
        d->database->query("SELECT step, parents, edge, reason FROM spent_steps WHERE session = ?1 ORDER BY step", id);
    std::vector<SpentStep> list;
    while (rows.next()) {
        auto parents = parentsFromText(rows.text(1));
        const auto edge = edgeKindFromText(rows.text(2));
        if (!parents || !edge) {
            return damagedRow("step " + std::to_string(rows.integer(0)));
        }
        list.push_back({static_cast<int>(rows.integer(0)), *std::move(parents), *edge, rows.text(3), {}});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Result<std::vector<Node>> Store::nodes(SessionId id, NodeNumber from)
{
    return nodesFrom(*d->database, id, from);
}

Result<Node> Store::node(SessionId id, NodeNumber number)
{
    auto found = readNodes(d->database->query(kOne, id, number));
    if (!found) {
        return found.error();
    }
    return found->empty() ? Result<Node>(noNode(id, std::to_string(number))) : std::move(found->front());
}

Result<std::vector<Node>> Store::lineage(SessionId id, NodeNumber number)
{
    auto line = readNodes(d->database->query(kLineage, id, number));
    if (line && line->empty()) {
        return noNode(id, std::to_string(number));
    }
    return line;
}

Result<std::vector<Node>> Store::childrenBefore(SessionId id, NodeNumber parent, NodeNumber before, int limit)
{
    return readNodes(d->database->query(kChildren, id, parent, before, limit));
}

Result<std::int64_t> Store::countChildrenBefore(SessionId id, NodeNumber parent, NodeNumber before)
{
    Rows rows = d->database->query("SELECT count(*) FROM nodes WHERE session = ?1 AND parent = ?2 AND number < ?3", id,
                                   parent, before);
    return rows.next() ? Result<std::int64_t>(rows.integer(0)) : rows.error();
}

Result<std::vector<Node>> Store::frontier(SessionId id, int limit)
{
    return readNodes(d->database->query(kFrontier, id, limit));
}

Result<NodeKey> Store::findNode(const std::string& text, std::optional<SessionId> session)
{
    SessionId id = session.value_or(0);
    std::string rest = text;
    if (const auto dot = text.find('.'); dot != std::string::npos && numberFromText(text.substr(0, dot))) {
        id = *numberFromText(text.substr(0, dot));
        rest = text.substr(dot + 1);
    } else if (!session) {
        const auto newest = findSession("last");
        if (!newest) {
            return newest.error();
        }
        id = newest->id;
    }
    const auto number = numberFromText(rest);
    if (number) {
        const auto found = node(id, *number);
        if (found || !isHashPrefix(rest)) {
            return found ? Result<NodeKey>(NodeKey{id, *number}) : found.error();
        }
    }
    if (!isHashPrefix(rest)) {
        return Error{ErrorKind::Usage, "\"" + text + "\" names no node", "",
                     "write session.number, a number, or four or more digits of an artefact's hash"};
    }
    return findByHash(*d->database, rest, session);
}

Result<Evaluation> Store::evaluation(SessionId id, NodeNumber number)
{
    Rows rows = d->database->query("SELECT document FROM evaluations WHERE session = ?1 AND number = ?2", id, number);
    if (!rows.next()) {
        return rows.failed() ? rows.error() : noNode(id, std::to_string(number));
    }
    auto evaluation = evaluationFromJson(nlohmann::json::parse(rows.text(0), nullptr, false));
    return evaluation ? Result<Evaluation>(*std::move(evaluation))
                      : damagedRow("the evaluation of node " + std::to_string(number));
}

Result<std::string> Store::prompt(SessionId id, NodeNumber number)
{
    Rows rows = d->database->query("SELECT prompt FROM prompts WHERE session = ?1 AND number = ?2", id, number);
    if (!rows.next()) {
        return rows.failed() ? rows.error() : noNode(id, std::to_string(number));
    }
    return rows.text(0);
}

} // namespace espalier
