#include "core/search/history.h"

namespace espalier {

Result<std::vector<RecordedStep>> readHistory(Store& store, SessionId session)
{
    auto nodes = store.nodes(session);
    auto spent = store.spentSteps(session);
    auto known = store.recognitions(session);
    if (!nodes || !spent || !known) {
        return !nodes ? nodes.error() : !spent ? spent.error() : known.error();
    }
    auto recognition = known->begin();
    std::vector<RecordedStep> steps;
    std::size_t n = 0;
    std::size_t s = 0;
    const auto next = [&] { return static_cast<int>(steps.size()); };
    for (;;) {
        if (n < nodes->size() && (*nodes)[n].step == next()) {
            Node& node = (*nodes)[n++];
            Choice choice{node.parents, node.edge, {}, node.why};
            steps.push_back({std::move(choice), std::move(node)});
            if (recognition != known->end() && recognition->number == steps.back().node->number) {
                steps.back().duplicateOf = recognition->duplicateOf;
                steps.back().codePrint = std::move(recognition->machineCode);
                ++recognition;
            }
        } else if (s < spent->size() && (*spent)[s].step == next()) {
            SpentStep& step = (*spent)[s++];
            steps.push_back({{std::move(step.parents), step.edge, {}, {}}, std::nullopt});
        } else {
            break;
        }
    }
    if (n < nodes->size() || s < spent->size()) {
        return Error{ErrorKind::Machine, "cannot resume session " + std::to_string(session),
                     "step " + std::to_string(next()) + " is missing from it", "put back a copy of the store"};
    }
    return steps;
}

} // namespace espalier
