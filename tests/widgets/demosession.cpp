#include "tests/widgets/demosession.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace espalier::test {
namespace {

constexpr std::array<const char*, 6> kSkills{"parallel-outer-loop", "simd-reduction",  "tile-columns",
                                             "unroll-and-jam",      "hoist-invariant", "streaming-stores"};
constexpr std::array<const char*, 6> kSummaries{
    "parallelise: outer loop over rows",  "vectorise: simd reduction with 4 accumulators",
    "tile: columns by TILE = 128",        "unroll and jam: rows by 2",
    "hoist: 1/rms out of the inner loop", "stream: non-temporal stores for y"};

Node grow(NodeNumber number, const std::vector<Node>& nodes, Rng& rng)
{
    Node node;
    node.number = number;
    node.step = static_cast<int>(number);
    node.time = 1.7e9 + number * 1.05;
    node.seconds = 1.2;
    if (number == 0) {
        node.verdict = Verdict::Slower;
        node.fitness = 0.31;
        node.summary = "the plain seed";
    } else {
        // Mostly from one of the better recent nodes, as greedy and uct do.
        NodeNumber parent = static_cast<NodeNumber>(rng.below(number));
        for (int i = 0; i < 4; ++i) {
            const auto other = static_cast<NodeNumber>(rng.below(number));
            parent = nodes[other].fitness * (1 + 0.3 * rng.uniform()) > nodes[parent].fitness ? other : parent;
        }
        node.parents = {number <= 8 ? 0 : parent};
        node.edge = number <= 8 ? EdgeKind::Draft : EdgeKind::Refine;
        const double luck = rng.uniform();
        // Gains get rarer towards the roof.
        const double room = std::max(0.0, 1 - nodes[number <= 8 ? 0 : parent].fitness / 4.4);
        const double gain = std::exp(rng.normal() * 0.16 + 0.22 * room - 0.12);
        node.fitness =
            std::min(5.2, std::max(0.05, nodes[node.parents[0]].fitness * (number <= 8 ? 2.4 * gain : gain)));
        node.verdict = node.fitness > 1.02   ? Verdict::Accepted
                       : node.fitness > 0.98 ? Verdict::Ambiguous
                                             : Verdict::Slower;
        if (luck < 0.12) {
            node.verdict = Verdict::Wrong;
        } else if (luck < 0.20) {
            node.verdict = Verdict::BuildFailed;
        } else if (luck < 0.22) {
            node.verdict = Verdict::Timeout;
        }
        const auto skill = rng.below(kSkills.size());
        node.skills = {kSkills[skill]};
        node.summary = kSummaries[skill];
        node.why =
            "UCT 1.84 = value 0.61 + exploration 1.23 (3 visits of " + std::to_string(number) + "); memory: inherit";
        if (number % 17 == 0 && node.parents[0] != 0) {
            node.parents.push_back(static_cast<NodeNumber>(rng.below(number)));
            node.edge = EdgeKind::Merge;
        }
    }
    if (!isValid(node.verdict)) {
        node.fitness = 0;
        return node;
    }
    node.speedup = {node.fitness, node.fitness * 0.985, node.fitness * 1.012};
    node.seedSpeedup = node.fitness / 0.31;
    node.ms = 0.9 / node.fitness;
    node.bound = node.fitness > 2 ? Bound::Memory : Bound::Latency;
    node.roofShare = std::min(0.93, node.fitness * 0.17);
    return node;
}

} // namespace

DemoSession::DemoSession(int count, std::uint64_t seed)
{
    Rng rng(seed);
    for (int i = 0; i < count; ++i) {
        nodes.push_back(grow(static_cast<NodeNumber>(i), nodes, rng));
    }
    summary.id = 12;
    summary.title = QStringLiteral("rmsnorm");
    summary.task = summary.title;
    summary.target = QStringLiteral("cpu");
    summary.policy = QStringLiteral("uct");
    summary.state = QStringLiteral("running");
    summary.holder = QStringLiteral("espalier, process 4711");
    summary.nodes = count;
    summary.steps = 300;
    summary.created = 1.7e9;
    summary.searchSeconds = 30;
    summary.baseline = QStringLiteral("compiled");
    summary.baselineMs = 0.9;
    for (const Node& node : nodes) {
        summary.bestSpeedup = std::max(summary.bestSpeedup, node.fitness);
    }
    if (count > 20) {
        events.push_back({1, {SteerVerb::Prune, 3, 0, ""}, "me", 1.7e9, 30});
        events.push_back({2, {SteerVerb::Pin, 11, 0, ""}, "me", 1.7e9, 31});
        events.push_back({3, {SteerVerb::Boost, 6, 2, ""}, "me", 1.7e9, std::nullopt});
        inFlight = {{count, {static_cast<NodeNumber>(count - 3)}, "timing", 0},
                    {count + 1, {static_cast<NodeNumber>(count - 9)}, "building", 0}};
    }
}

FeedBatch DemoSession::batch(NodeNumber first, NodeNumber end) const
{
    FeedBatch batch;
    batch.session = summary;
    for (NodeNumber n = first; n < end && n < nodes.size(); ++n) {
        batch.nodes.push_back(nodes[n]);
    }
    return batch;
}

FeedBatch DemoSession::opening() const
{
    FeedBatch all = batch(0, static_cast<NodeNumber>(nodes.size()));
    all.reset = true;
    all.events = events;
    all.inFlight = inFlight;
    return all;
}

NodeDetailsPtr DemoSession::details(NodeNumber number) const
{
    const Node& node = nodes[number];
    auto details = std::make_shared<NodeDetails>();
    std::string body = "#include \"task.h\"\n#include <cmath>\n\n";
    if (node.seedSpeedup > 3) {
        body += "constexpr int64_t TILE = " + std::to_string(32 << (number % 3)) + "; // tune: 32 64 128\n\n";
    }
    body += "constexpr int64_t UNROLL = " + std::to_string(1 + number % 7) + "; // tune: 1 2 4 8\n\n";
    body += "// Root-mean-square normalisation of each row.\n"
            "void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols)\n{\n";
    if (number > 0) {
        body += "    #pragma omp parallel for schedule(static)\n";
    }
    body += "    for (int64_t r = 0; r < rows; ++r) {\n";
    body += number % 2 == 0 ? "        float sum = 0;\n" : "        float sum = 0, sum1 = 0;\n";
    body += number > 4 ? "        #pragma omp simd reduction(+ : sum)\n" : "";
    body += "        for (int64_t c = 0; c < cols; ++c) {\n            const float v = x[r * cols + c];\n"
            "            sum += v * v;\n        }\n";
    body += "        const float scale = 1.0f / std::sqrt(sum / static_cast<float>(cols) + 1e-" +
            std::to_string(5 + number % 3) + "f);\n";
    body +=
        "        for (int64_t c = 0; c < cols; ++c) {\n            y[r * cols + c] = x[r * cols + c] * scale * w[c];\n"
        "        }\n    }\n}\n";
    details->candidate.source = body;
    details->candidate.options = {"-O3", "-march=native", "-fopenmp"};
    Evaluation& e = details->evaluation;
    e.verdict = node.verdict;
    e.stage = isValid(node.verdict) ? "done" : "smoke";
    e.reason = isValid(node.verdict) ? "Correct on every case; timed in 60 interleaved pairs a case."
                                     : "Output y differs from the reference at [0, 3]: 1.25 instead of 0.5.";
    e.speedup = node.speedup;
    e.baseline = "compiled";
    e.seedSpeedup = node.seedSpeedup;
    e.ms = node.ms;
    e.build = {0.84, "g++ -O3 -march=native -fopenmp -shared -fPIC candidate.cpp", ""};
    if (isValid(node.verdict)) {
        const std::array<std::int64_t, 3> sizes{768, 2198, 4096};
        for (const std::int64_t cols : sizes) {
            const double f = node.fitness * (0.9 + 0.0001 * double(cols % 1000));
            e.cases.push_back({"cols" + std::to_string(cols),
                               {{"rows", 1024}, {"cols", cols}},
                               0.9 / f,
                               0.9,
                               {f, f * 0.985, f * 1.012},
                               60});
        }
        e.diagnosis.bound = node.bound;
        e.diagnosis.roofShare = node.roofShare;
        e.diagnosis.intensity = 0.5;
        e.diagnosis.gflops = node.roofShare * 9.6;
        e.diagnosis.gbytes = node.roofShare * 19.2;
        e.diagnosis.levels = {{"L1", 4e6, 0.125, e.diagnosis.gflops, e.diagnosis.gflops * 8, "instructions"},
                              {"DRAM", 1e6, 0.5, e.diagnosis.gflops, e.diagnosis.gbytes, "compulsory"}};
        e.diagnosis.facts = {"Reads x twice: once for the sum and once for the result; a row fits in L2.",
                             "The reduction has one accumulator: each addition waits for the one before.",
                             "Stores to y allocate cache lines that are never read again."};
        e.diagnosis.lever = "simd-reduction";
    }
    details->prompt =
        QStringLiteral("Task rmsnorm on cpu. Parent #%1 …").arg(node.parents.empty() ? 0 : node.parents[0]);
    return details;
}

std::vector<SessionSummary> DemoSession::sessions() const
{
    std::vector<SessionSummary> list{summary};
    const std::array<std::tuple<const char*, const char*, double>, 3> others{
        {{"conv1d", "done", 2.61}, {"softmax", "paused", 1.38}, {"matmul, night run", "done", 3.07}}};
    std::int64_t id = 11;
    for (const auto& [title, state, best] : others) {
        SessionSummary other = summary;
        other.id = id--;
        other.title = QString::fromLatin1(title);
        other.state = QString::fromLatin1(state);
        other.holder.clear();
        other.bestSpeedup = best;
        other.nodes = 61;
        list.push_back(other);
    }
    return list;
}

} // namespace espalier::test
