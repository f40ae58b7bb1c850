#include "core/store/storeprivate.h"

namespace espalier {

Result<void> addRecognitionRow(Database& database, SessionId id, const Recognition& recognition)
{
    if (!recognition.duplicateOf && recognition.machineCode.empty()) {
        return {};
    }
    const std::optional<std::int64_t> original =
        recognition.duplicateOf ? std::optional<std::int64_t>(*recognition.duplicateOf) : std::nullopt;
    return database.run(
        "INSERT INTO recognitions (session, number, duplicate_of, machine_code) VALUES (?1, ?2, ?3, ?4)", id,
        recognition.number, original, recognition.machineCode);
}

Result<std::vector<Recognition>> Store::recognitions(SessionId id)
{
    Rows rows = d->database->query(
        "SELECT number, duplicate_of, machine_code FROM recognitions WHERE session = ?1 ORDER BY number", id);
    std::vector<Recognition> list;
    while (rows.next()) {
        Recognition recognition;
        recognition.number = static_cast<NodeNumber>(rows.integer(0));
        if (!rows.isNull(1)) {
            recognition.duplicateOf = static_cast<NodeNumber>(rows.integer(1));
        }
        recognition.machineCode = rows.text(2);
        list.push_back(std::move(recognition));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

} // namespace espalier
