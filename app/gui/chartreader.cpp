#include "app/gui/chartreader.h"

#include <algorithm>

namespace espalier {
namespace {

NodeFigures figuresOf(const Evaluation& evaluation)
{
    const Diagnosis& diagnosis = evaluation.diagnosis;
    NodeFigures figures;
    figures.intensity = diagnosis.intensity;
    figures.gflops = diagnosis.gflops;
    figures.registers = diagnosis.build.vectorRegisters;
    figures.instructions = diagnosis.build.instructions;
    for (const LaunchFacts& launch : diagnosis.launches) {
        figures.registers = std::max(figures.registers, launch.registers);
        figures.instructions = std::max(figures.instructions, launch.instructions.all);
    }
    figures.buildSeconds = evaluation.build.seconds;
    figures.toleranceShare = evaluation.toleranceShare;
    return figures;
}

} // namespace

std::vector<NodeFigures> readFigures(Store& store, SessionId session, NodeNumber from, NodeNumber end)
{
    std::vector<NodeFigures> list;
    for (NodeNumber number = from; number < end; ++number) {
        const Result<Evaluation> evaluation = store.evaluation(session, number);
        list.push_back(evaluation ? figuresOf(*evaluation) : NodeFigures{});
    }
    return list;
}

void readCosts(Store& store, SessionId session, std::map<int, StepCost>& costs)
{
    const Result<std::vector<int>> steps = store.stepsWithExchanges(session);
    if (!steps) {
        return;
    }
    for (const int step : *steps) {
        if (costs.contains(step)) {
            continue;
        }
        const Result<std::vector<Exchange>> exchanges = store.exchanges(session, step);
        if (!exchanges) {
            return;
        }
        StepCost cost{step};
        for (const Exchange& exchange : *exchanges) {
            cost.tokens += static_cast<double>(exchange.tokensIn + exchange.tokensOut);
            cost.money += exchange.money;
        }
        costs.emplace(step, cost);
    }
}

} // namespace espalier
