#include "core/store/store.h"

#include "core/base/clock.h"
#include "core/store/schema.h"
#include "core/store/storeprivate.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

Result<void> makeFolder(const std::filesystem::path& folder)
{
    std::error_code code;
    if (std::filesystem::exists(folder, code) && !std::filesystem::is_directory(folder, code)) {
        return Error{ErrorKind::Machine, "cannot use " + folder.string() + " as a store", "it is a file, not a folder",
                     "name a folder with --store"};
    }
    std::filesystem::create_directories(folder, code);
    if (code) {
        return Error{ErrorKind::Machine, "cannot make the store's folder " + folder.string(), code.message(),
                     "check the path and its permissions, or name another folder with --store"};
    }
    return {};
}

} // namespace

Store::Store(std::unique_ptr<Private> data) : d(std::move(data)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder)
{
    if (const auto made = makeFolder(folder); !made) {
        return made.error();
    }
    const std::filesystem::path file = folder / "espalier.db";
    auto database = Database::open(file);
    if (!database) {
        return database.error();
    }
    if (const auto migrated = migrate(**database, file); !migrated) {
        return migrated.error();
    }
    return Store(std::make_unique<Private>(Private{folder, *std::move(database), Objects(folder / "objects"), {}, -1}));
}

Result<std::string> Store::object(const std::string& sha256)
{
    return d->objects.get(sha256);
}

Result<std::string> Store::putObject(const std::string& bytes)
{
    return d->objects.put(bytes);
}

void Store::checkpoint()
{
    d->database->checkpoint();
}

Result<SearchGraph> loadGraph(Store& store, SessionId id)
{
    auto nodes = store.nodes(id);
    if (!nodes) {
        return nodes.error();
    }
    SearchGraph graph;
    for (Node& node : *nodes) {
        if (!graph.add(std::move(node))) {
            return damagedRow("a node's parents");
        }
    }
    const auto events = store.events(id);
    if (!events) {
        return events.error();
    }
    for (const SteerEvent& event : *events) {
        graph.apply(event.command);
    }
    return graph;
}

Result<std::int64_t> raiseRevision(Database& database, SessionId id)
{
    Rows rows = database.query("UPDATE sessions SET revision = revision + 1 WHERE id = ?1 RETURNING revision", id);
    if (rows.next()) {
        const std::int64_t revision = rows.integer(0);
        rows.next();
        return revision;
    }
    return rows.failed() ? rows.error() : noSession(std::to_string(id));
}

std::string parentsText(const std::vector<NodeNumber>& parents)
{
    return nlohmann::json(parents).dump();
}

std::optional<std::vector<NodeNumber>> parentsFromText(const std::string& text)
{
    const nlohmann::json list = nlohmann::json::parse(text, nullptr, false);
    if (!list.is_array()) {
        return std::nullopt;
    }
    std::vector<NodeNumber> parents;
    for (const auto& entry : list) {
        if (!entry.is_number_unsigned()) {
            return std::nullopt;
        }
        parents.push_back(entry.get<NodeNumber>());
    }
    return parents;
}

double unixNow()
{
    return SystemClock().unixTime();
}

Error noSession(const std::string& text)
{
    return {ErrorKind::Usage, "there is no session \"" + text + "\" in this store", "",
            "see the list with: espalier sessions"};
}

Error damagedRow(const std::string& what)
{
    return {ErrorKind::Machine, "the store is damaged", "it holds a row that makes no sense (" + what + ")",
            "put back a copy of espalier.db"};
}

} // namespace espalier
