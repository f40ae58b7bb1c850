#pragma once

#include "app/gui/searchlauncher.h"
#include "core/search/searchcontroller.h"
#include "tests/search/fakes.h"

#include <filesystem>
#include <memory>

namespace espalier::test {

/// Makes kernels of a few dozen lines whose first says how fast they are, and now and then what no honest model answers
/// with: markup, escape sequences, text that runs backwards, a line of 200,000 characters, 20,000 lines.
class KernelSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override;
    std::string name() const override { return "played"; }

private:
    FakeSynthesizer m_speeds;
};

/// A search inside this process without compilers: the real controller and recorder on the real store, with a played
/// evaluator and a clock that is wound by hand. GUI thread.
class PlayedLauncher final : public SearchLauncher
{
    Q_OBJECT
public:
    /// Steps at which every session is done, so that a long run does not grow without end.
    static constexpr int kMostSteps = 300;

    /// The clock must outlive it.
    PlayedLauncher(std::filesystem::path store, const Clock& clock);
    ~PlayedLauncher() override;

    void start(const SessionSettings& settings) override;
    void resume(SessionId session, int untilStep) override;
    void stop() override;
    void repeatUnsandboxed() override {}
    bool isRunning() const override { return m_controller != nullptr; }

private:
    void run(SessionId session, int untilStep);

    std::filesystem::path m_store;
    const Clock& m_clock;
    FakeEvaluator m_evaluator;
    KernelSynthesizer m_synthesizer;
    SkillLibrary m_skills;
    std::unique_ptr<SearchController> m_controller;
};

} // namespace espalier::test
