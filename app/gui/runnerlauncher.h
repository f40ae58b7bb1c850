#pragma once

#include "app/gui/searchlauncher.h"
#include "core/evaluate/localevaluator.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace espalier {

class SessionRunner;

/// The real launcher: a SessionRunner on a thread that prepares it (seconds: baselines are raced) and waits for its
/// end.
class RunnerLauncher final : public SearchLauncher
{
    Q_OBJECT
public:
    explicit RunnerLauncher(std::filesystem::path store, QObject* parent = nullptr);
    /// Stops and waits; nothing recorded is lost.
    ~RunnerLauncher() override;

    void start(const SessionSettings& settings) override;
    void resume(SessionId session, int untilStep) override;
    void stop() override;
    void repeatUnsandboxed() override;
    bool isRunning() const override { return m_running; }

private:
    using Begin = std::function<Result<std::shared_ptr<SessionRunner>>(SandboxConsent)>;

    void launch(Begin begin, SandboxConsent consent);
    void run(const Begin& begin, SandboxConsent consent);
    void finish(const std::function<void()>& tell);

    std::filesystem::path m_store;
    std::jthread m_thread;
    std::mutex m_mutex; ///< guards m_runner and m_stopAsked
    std::shared_ptr<SessionRunner> m_runner;
    bool m_stopAsked = false;
    Begin m_begin;          ///< the last one asked for; GUI thread only
    bool m_running = false; ///< GUI thread only
};

} // namespace espalier
