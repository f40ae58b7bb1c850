#include "storefixture.h"

#include "core/base/hash.h"
#include "core/graph/candidate.h"

#include <cstdio>
#include <cstdlib>

namespace espalier {

Store StoreFixture::openOrAbort(const std::filesystem::path& path)
{
    auto store = Store::open(path);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().sentence().c_str());
        std::abort();
    }
    return *std::move(store);
}

SessionId StoreFixture::newSession(const std::string& name)
{
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.taskFolder = "/tasks/rmsnorm";
    settings.name = name;
    return *store.createSession(settings);
}

NodeInsert sampleInsert(NodeNumber number, NodeNumber parent, double speedup, const std::string& source)
{
    NodeInsert insert;
    Candidate candidate;
    candidate.source = source.empty() ? "int node" + std::to_string(number) + ";" : source;
    insert.candidateObject = toObject(candidate);
    insert.evaluation.verdict = speedup > 1 ? Verdict::Accepted : speedup > 0 ? Verdict::Slower : Verdict::Wrong;
    insert.evaluation.speedup = {speedup, speedup * 0.98, speedup * 1.02};
    insert.evaluation.cases = {{"wide", {{"cols", 768}, {"rows", 1024}}, 1.5, 3.0, {2.0, 1.9, 2.1}, 40}};
    insert.evaluation.diagnosis.bound = Bound::Memory;
    insert.evaluation.seconds = 0.5;
    insert.prompt = "make node " + std::to_string(number);
    Node& node = insert.node;
    node.number = number;
    if (number > 0) {
        node.parents = {parent};
        node.edge = EdgeKind::Refine;
    }
    node.step = static_cast<int>(number);
    node.artefact = sha256(insert.candidateObject);
    node.verdict = insert.evaluation.verdict;
    node.fitness = insert.evaluation.fitness();
    node.speedup = insert.evaluation.speedup;
    node.bound = Bound::Memory;
    node.skills = {"vectorise", "unroll"};
    node.summary = "vectorise: two accumulators";
    node.seconds = insert.evaluation.seconds;
    return insert;
}

} // namespace espalier
