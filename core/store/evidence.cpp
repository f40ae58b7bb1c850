#include "core/store/storeprivate.h"

namespace espalier {

Result<void> addEvidenceRow(Database& database, SessionId id, const SkillRecord& record)
{
    return database.run(
        "INSERT INTO skills (session, skill, task, bound, tried, valid, log_gain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        "ON CONFLICT DO UPDATE SET tried = tried + excluded.tried, valid = valid + excluded.valid, "
        "log_gain = log_gain + excluded.log_gain",
        id, record.skill, record.task, toText(record.bound), record.tried, record.valid, record.logGain);
}

Result<void> addSpendRow(Database& database, SessionId id, const Spend& spend)
{
    return database.run("INSERT INTO spend (session, kind, amount) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
                        id, spend.kind, spend.amount);
}

Result<void> Store::addSkillEvidence(SessionId id, const SkillRecord& record)
{
    return addEvidenceRow(*d->database, id, record);
}

Result<void> keepPriors(Database& database, SessionId id)
{
    return database.run("INSERT INTO priors SELECT ?1, skill, task, bound, sum(tried), sum(valid), sum(log_gain) "
                        "FROM skills GROUP BY 2, 3, 4",
                        id);
}

namespace {

Result<std::vector<SkillRecord>> readRecords(Rows rows)
{
    std::vector<SkillRecord> list;
    while (rows.next()) {
        list.push_back({rows.text(0), rows.text(1), boundFromText(rows.text(2)).value_or(Bound::Unknown),
                        static_cast<int>(rows.integer(3)), static_cast<int>(rows.integer(4)), rows.real(5)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

} // namespace

Result<std::vector<SkillRecord>> Store::skillEvidence(const std::optional<std::string>& task)
{
    return readRecords(
        d->database->query("SELECT skill, task, bound, sum(tried), sum(valid), sum(log_gain) FROM skills "
                           "WHERE ?1 IS NULL OR task = ?1 "
                           "GROUP BY skill, task, bound ORDER BY skill, task, bound",
                           task));
}

Result<std::vector<SkillRecord>> Store::priorEvidence(SessionId id)
{
    return readRecords(d->database->query("SELECT skill, task, bound, tried, valid, log_gain FROM priors "
                                          "WHERE session = ?1 ORDER BY skill, task, bound",
                                          id));
}

Result<void> Store::addSpend(SessionId id, const Spend& spend)
{
    return addSpendRow(*d->database, id, spend);
}

Result<std::vector<Spend>> Store::spending(SessionId id)
{
    Rows rows = d->database->query("SELECT kind, amount FROM spend WHERE session = ?1 ORDER BY kind", id);
    std::vector<Spend> list;
    while (rows.next()) {
        list.push_back({rows.text(0), rows.real(1)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

} // namespace espalier
