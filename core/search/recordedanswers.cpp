#include "core/search/recordedanswers.h"

#include "core/search/composition.h"
#include "core/store/store.h"

namespace espalier {

Result<RecordedAnswers> answersOf(const std::filesystem::path& folder, const std::string& session)
{
    auto store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const auto info = store->findSession(session);
    if (!info) {
        return info.error();
    }
    const auto steps = store->stepsWithExchanges(info->id);
    if (!steps) {
        return steps.error();
    }
    RecordedAnswers answers;
    for (const int step : *steps) {
        const auto exchanges = store->exchanges(info->id, step);
        if (!exchanges) {
            return exchanges.error();
        }
        std::vector<std::string>& turns = answers[stepLabel(step)];
        for (const Exchange& exchange : *exchanges) {
            turns.push_back(exchange.answer);
        }
    }
    return answers;
}

} // namespace espalier
