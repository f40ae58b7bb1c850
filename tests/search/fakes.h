#pragma once

#include "core/base/temporaryfolder.h"
#include "core/search/searchcontroller.h"

#include <atomic>
#include <map>
#include <mutex>

namespace espalier {

/// Time that stands still until it is wound.
class HandWoundClock final : public Clock
{
public:
    Duration now() const override { return Duration(m_seconds.load()); }
    double unixTime() const override { return 1e9 + m_seconds.load(); }
    void wind(double seconds) { m_seconds = m_seconds.load() + seconds; }

private:
    std::atomic<double> m_seconds = 0;
};

/// A candidate whose source says how fast it is: "speed 1.25 id 3f2a"; speed 0 is a wrong one.
Candidate candidateOfSpeed(double speed, const std::string& id);

/// Answers what the source says; waits up to `latency` seconds, a different time on every call, so that completions
/// come in any order.
class FakeEvaluator final : public Evaluator
{
public:
    static constexpr double kBuildSeconds = 0.5;

    explicit FakeEvaluator(double latency = 0) : m_latency(latency) {}
    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    /// The log is the source. Says that it took kBuildSeconds.
    BuildTrial build(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    /// The same speedup less 2 %: the second look at the best of many is lower.
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override;

    std::function<void(int call)>
        onCall; ///< called first, from the evaluating thread, with the number of the call from 0
    int calls() const { return m_calls; }

private:
    double m_latency;
    std::atomic<int> m_calls = 0;
};

/// A child is its parent times a factor between 0.9 and 1.15 drawn from the prompt's seed; one in six is wrong.
class FakeSynthesizer final : public Synthesizer
{
public:
    /// With a variety above 0 only so many different children come of one parent.
    explicit FakeSynthesizer(std::uint64_t variety = 0) : m_variety(variety) {}
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override { return "fake"; }

    /// The prompts given so far, by hint and memory operator: what steering left in them.
    std::vector<Prompt> prompts() const;

private:
    std::uint64_t m_variety;
    mutable std::mutex m_mutex;
    mutable std::vector<Prompt> m_prompts;
};

/// A store with one session, and what a search of it needs.
struct SearchFixture
{
    TemporaryFolder folder{"espalier-search"};
    HandWoundClock clock;
    FakeEvaluator evaluator;
    FakeSynthesizer synthesizer;
    SkillLibrary skills;
    SessionSettings settings;

    explicit SearchFixture(double latency = 0, std::uint64_t variety = 0);

    Store store() const;
    SessionId newSession() const;
    SearchParts parts();
    /// The same with others in the fixture's place.
    SearchParts partsWith(Evaluator& otherEvaluator, const Synthesizer& otherSynthesizer);
    /// Runs the session to its end.
    Result<SearchSummary> search(SessionId session, std::optional<int> steps = {});
    Result<SearchSummary> searchWith(Evaluator& otherEvaluator, const Synthesizer& otherSynthesizer, SessionId session,
                                     std::optional<int> steps = {});
    /// One line a node: number, step, edge, parents, artefact.
    std::string treeOf(SessionId session) const;
};

/// The graph of "0 1.0; 1<0 1.3 memory simd-inner; 2<1 x": number, parents (a merge: "3<1+2"), fitness; x is a failed
/// node. Then its bound and its skills, as far as they matter.
SearchGraph treeFromText(const std::string& text);

} // namespace espalier
