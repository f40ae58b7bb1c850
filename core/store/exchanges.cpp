#include "core/store/storeprivate.h"

namespace espalier {

Result<void> addExchangeRows(Database& database, SessionId id, int step, const std::vector<Exchange>& exchanges)
{
    double tokens = 0;
    double money = 0;
    int turn = 0;
    for (const Exchange& exchange : exchanges) {
        auto done = database.run(
            "INSERT INTO exchanges (session, step, turn, model, system, prompt, answer, fault, tokens_in, "
            "tokens_cached, tokens_out, money, seconds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
            "?13)",
            id, step, turn++, exchange.model, exchange.system, exchange.prompt, exchange.answer, exchange.fault,
            static_cast<std::int64_t>(exchange.tokensIn), static_cast<std::int64_t>(exchange.tokensCached),
            static_cast<std::int64_t>(exchange.tokensOut), exchange.money, exchange.seconds);
        if (!done) {
            return done;
        }
        tokens += static_cast<double>(exchange.tokensIn + exchange.tokensOut);
        money += exchange.money;
    }
    auto done = tokens > 0 ? addSpendRow(database, id, {"tokens", tokens}) : Result<void>();
    return done && money > 0 ? addSpendRow(database, id, {"money", money}) : done;
}

Result<std::vector<Exchange>> Store::exchanges(SessionId id, int step)
{
    Rows rows = d->database->query("SELECT model, system, prompt, answer, fault, tokens_in, tokens_cached, tokens_out, "
                                   "money, seconds FROM exchanges WHERE session = ?1 AND step = ?2 ORDER BY turn",
                                   id, step);
    const auto count = [&](int column) {
        return static_cast<std::size_t>(std::max(rows.integer(column), std::int64_t{0}));
    };
    std::vector<Exchange> list;
    while (rows.next()) {
        list.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), count(5), count(6),
                        count(7), rows.real(8), rows.real(9)});
    }
    if (rows.failed()) {
        return rows.error();
    }
    return list;
}

Result<std::vector<int>> Store::stepsWithExchanges(SessionId id)
{
    Rows rows = d->database->query("SELECT DISTINCT step FROM exchanges WHERE session = ?1 ORDER BY step", id);
    std::vector<int> steps;
    while (rows.next()) {
        steps.push_back(static_cast<int>(rows.integer(0)));
    }
    if (rows.failed()) {
        return rows.error();
    }
    return steps;
}

} // namespace espalier
