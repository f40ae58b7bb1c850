#include "fakes.h"

#include "core/base/hash.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <thread>

namespace espalier {

Candidate candidateOfSpeed(double speed, const std::string& id)
{
    Candidate candidate;
    candidate.source = "speed " + std::to_string(speed) + " id " + id;
    return candidate;
}

namespace {

double speedOf(const Candidate& candidate)
{
    double speed = 0;
    return std::sscanf(candidate.source.c_str(), "speed %lf", &speed) == 1 ? speed : 0;
}

} // namespace

Evaluation FakeEvaluator::evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    const int call = m_calls++;
    if (onCall) {
        onCall(call);
    }
    stage("building");
    if (m_latency > 0 && !stop.stop_requested()) {
        Rng rng(static_cast<std::uint64_t>(call) * 77 + 5);
        std::this_thread::sleep_for(std::chrono::duration<double>(m_latency * rng.uniform()));
    }
    stage("timing");
    const double speed = speedOf(candidate);
    Evaluation evaluation;
    evaluation.verdict = speed > 1 ? Verdict::Accepted : speed > 0 ? Verdict::Slower : Verdict::Wrong;
    evaluation.reason = speed > 0 ? "" : "the output differs";
    evaluation.speedup = {speed, speed * 0.99, speed * 1.01};
    evaluation.seedSpeedup = speed;
    evaluation.baseline = "plain";
    evaluation.cases = {{"wide", {{"cols", 8}}, 2, 4, evaluation.speedup, 30},
                        {"tall", {{"cols", 2}}, 2, 9, evaluation.speedup, 30}};
    evaluation.diagnosis.bound = Bound::Compute;
    evaluation.ms = 1;
    return evaluation;
}

BuildTrial FakeEvaluator::build(const Candidate& candidate, const StageCallback& stage, std::stop_token /*stop*/)
{
    stage("building");
    BuildTrial trial;
    trial.built = speedOf(candidate) > 0;
    trial.reason = trial.built ? "" : "there is no speed in it";
    trial.report.log = candidate.source;
    trial.report.seconds = kBuildSeconds;
    return trial;
}

Evaluation FakeEvaluator::confirm(const Candidate& /*candidate*/, Evaluation first, double /*toBeat*/,
                                  const StageCallback& stage, std::stop_token /*stop*/)
{
    stage("sanitizing");
    first.finalist = Finalist{first.speedup, "clean"};
    first.speedup = {0.98 * first.speedup.value, 0.98 * first.speedup.low, 0.98 * first.speedup.high};
    return first;
}

Result<Synthesis> FakeSynthesizer::synthesize(const Prompt& prompt, Transcript& /*transcript*/,
                                              std::stop_token /*stop*/) const
{
    {
        const std::lock_guard lock(m_mutex);
        m_prompts.push_back(prompt);
        m_prompts.back().memory = {prompt.memory.memoryOperator, {}, {}, {}};
    }
    const std::uint64_t seed = m_variety > 0 ? prompt.seed % m_variety : prompt.seed;
    Rng rng(seed);
    double speed = std::max(speedOf(prompt.parent), prompt.other ? speedOf(*prompt.other) : 0.0);
    const bool wrong = rng.below(6) == 0;
    speed = wrong ? 0 : speed * (0.9 + 0.25 * rng.uniform());
    const std::string id = sha256(prompt.parent.source + "/" + std::to_string(seed)).substr(0, 12);
    return Synthesis{candidateOfSpeed(speed, id), {"vectorise"}, "made " + id};
}

std::vector<Prompt> FakeSynthesizer::prompts() const
{
    const std::lock_guard lock(m_mutex);
    return m_prompts;
}

SearchFixture::SearchFixture(double latency, std::uint64_t variety) : evaluator(latency), synthesizer(variety)
{
    settings.task = "rmsnorm";
    settings.steps = 40;
    settings.drafts = 4;
    settings.workers = 3;
}

Store SearchFixture::store() const
{
    auto opened = Store::open(folder.path());
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().sentence().c_str());
        std::abort();
    }
    return *std::move(opened);
}

SessionId SearchFixture::newSession() const
{
    return *store().createSession(settings);
}

SearchParts SearchFixture::parts()
{
    return partsWith(evaluator, synthesizer);
}

SearchParts SearchFixture::partsWith(Evaluator& otherEvaluator, const Synthesizer& otherSynthesizer)
{
    return {folder.path(),
            std::make_shared<Task>(),
            candidateOfSpeed(0.5, "seed"),
            otherEvaluator,
            otherSynthesizer,
            skills,
            clock,
            "espalier",
            {}};
}

Result<SearchSummary> SearchFixture::search(SessionId session, std::optional<int> steps)
{
    return searchWith(evaluator, synthesizer, session, steps);
}

Result<SearchSummary> SearchFixture::searchWith(Evaluator& otherEvaluator, const Synthesizer& otherSynthesizer,
                                                SessionId session, std::optional<int> steps)
{
    SearchParts with = partsWith(otherEvaluator, otherSynthesizer);
    if (steps) {
        with.limits = Limits{*steps, 0, 0, 0};
    }
    SearchController controller(session, with);
    if (const auto started = controller.start(); !started) {
        return started.error();
    }
    return controller.wait();
}

std::string SearchFixture::treeOf(SessionId session) const
{
    std::string text;
    for (const Node& node : *store().nodes(session)) {
        text +=
            std::to_string(node.number) + " step " + std::to_string(node.step) + " " + std::string(toText(node.edge));
        for (const NodeNumber parent : node.parents) {
            text += " <" + std::to_string(parent);
        }
        text += " " + node.artefact.substr(0, 12) + " " + node.why + "\n";
    }
    return text;
}

SearchGraph treeFromText(const std::string& text)
{
    SearchGraph graph;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line, ';');) {
        std::istringstream words(line);
        std::string place;
        std::string value;
        words >> place >> value;
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        const auto arrow = place.find('<');
        if (arrow != std::string::npos) {
            std::istringstream parents(place.substr(arrow + 1));
            for (std::string parent; std::getline(parents, parent, '+');) {
                node.parents.push_back(static_cast<NodeNumber>(std::stoul(parent)));
            }
            node.edge = node.parents.size() > 1 ? EdgeKind::Merge : EdgeKind::Refine;
        }
        node.fitness = value == "x" ? 0 : std::stod(value);
        node.verdict = value == "x" ? Verdict::Wrong : Verdict::Slower;
        for (std::string word; words >> word;) {
            if (const auto bound = boundFromText(word)) {
                node.bound = *bound;
            } else {
                node.skills.push_back(word);
            }
        }
        if (!graph.add(node)) {
            std::fprintf(stderr, "no tree: %s\n", text.c_str());
            std::abort();
        }
    }
    return graph;
}

} // namespace espalier
