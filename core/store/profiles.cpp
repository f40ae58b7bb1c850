#include "core/store/storeprivate.h"

namespace espalier {

Result<void> Store::addProfile(SessionId id, NodeNumber number, const std::string& tool, const std::string& document)
{
    if (const auto found = node(id, number); !found) {
        return found.error();
    }
    return d->database->run("INSERT INTO profiles (session, number, tool, time, document) VALUES (?1, ?2, ?3, ?4, ?5)",
                            id, number, tool, unixNow(), document);
}

Result<std::vector<StoredProfile>> Store::profiles(SessionId id, NodeNumber number)
{
    Rows rows = d->database->query(
        "SELECT tool, time, document FROM profiles WHERE session = ?1 AND number = ?2 ORDER BY id DESC LIMIT 32", id,
        number);
    std::vector<StoredProfile> list;
    while (rows.next()) {
        list.push_back({rows.text(0), rows.real(1), rows.text(2)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

} // namespace espalier
