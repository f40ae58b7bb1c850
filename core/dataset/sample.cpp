#include "core/dataset/sample.h"

#include <nlohmann/json.hpp>

namespace espalier {
namespace {

/// What both forms say: the kernel and its figures.
nlohmann::json kernelJson(const Sample& sample)
{
    const Node& node = sample.node;
    const Evaluation& evaluation = sample.evaluation;
    return {{"node", sample.id()},
            {"step", node.step},
            {"language", sample.candidate.language},
            {"compiler", sample.candidate.compiler},
            {"options", sample.candidate.options},
            {"source", sample.candidate.source},
            {"verdict", toText(node.verdict)},
            {"reason", evaluation.reason},
            {"baseline", evaluation.baseline},
            {"speedup", node.fitness},
            {"ci", {node.speedup.low, node.speedup.high}},
            {"ms", node.ms},
            {"bound", toText(node.bound)},
            {"trust",
             {{"tier", evaluation.trust.tier},
              {"sandbox", evaluation.trust.sandbox},
              {"layers", evaluation.trust.layers}}}};
}

} // namespace

std::string Sample::id() const
{
    return std::to_string(session) + "." + std::to_string(node.number);
}

Result<Sample> readSample(Store& store, SessionId session, Node node)
{
    const auto object = store.object(node.artefact);
    auto evaluation = store.evaluation(session, node.number);
    auto prompt = store.prompt(session, node.number);
    auto exchanges = store.exchanges(session, node.step);
    for (const Error* error : {object ? nullptr : &object.error(), evaluation ? nullptr : &evaluation.error(),
                               prompt ? nullptr : &prompt.error(), exchanges ? nullptr : &exchanges.error()}) {
        if (error) {
            return *error;
        }
    }
    auto candidate = candidateFromObject(*object);
    if (!candidate) {
        return Error{ErrorKind::Machine, "the source of node " + std::to_string(node.number) + " cannot be read",
                     "its object is no candidate", "put back a copy of the store's objects"};
    }
    return Sample{session,
                  std::move(node),
                  *std::move(candidate),
                  *std::move(evaluation),
                  *std::move(prompt),
                  *std::move(exchanges)};
}

nlohmann::json sampleJson(const Sample& sample)
{
    nlohmann::json document = kernelJson(sample);
    document["edge"] = toText(sample.node.edge);
    document["parents"] = nlohmann::json::array();
    for (const NodeNumber parent : sample.node.parents) {
        document["parents"].push_back(std::to_string(sample.session) + "." + std::to_string(parent));
    }
    document["skills"] = sample.node.skills;
    document["summary"] = sample.node.summary;
    document["prompt"] = sample.prompt;
    document["exchanges"] = nlohmann::json::array();
    for (const Exchange& exchange : sample.exchanges) {
        document["exchanges"].push_back({{"model", exchange.model},
                                         {"system", exchange.system},
                                         {"prompt", exchange.prompt},
                                         {"answer", exchange.answer},
                                         {"fault", exchange.fault}});
    }
    return document;
}

nlohmann::json stateJson(const Sample& sample)
{
    nlohmann::json document = kernelJson(sample);
    document["roof_share"] = sample.node.roofShare;
    document["facts"] = sample.evaluation.diagnosis.facts;
    return document;
}

double rewardOf(const Sample& sample)
{
    return sample.node.fitness;
}

} // namespace espalier
