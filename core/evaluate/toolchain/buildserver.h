#pragma once

#include "core/base/process.h"

#include <atomic>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <thread>

namespace espalier {

/// espalier-clworker --serve-builds as one long-lived process of the build sandbox, started with the first build and
/// again when it has died. Callable from several threads at once; builds run side by side.
class BuildServer
{
public:
    /// `spec` starts the server; spec.folder is where it listens (core/opencl/buildservice.h).
    explicit BuildServer(ProcessSpec spec) : m_spec(std::move(spec)) {}
    ~BuildServer() { stop(); }
    BuildServer(const BuildServer&) = delete;
    BuildServer& operator=(const BuildServer&) = delete;

    /// Compiles in the folder "build-`number`" of spec.folder. The outcome is that of a program run for this build
    /// alone: `limits` are its timeout, outputCap and printedLimit. Fails when the server cannot be started.
    Result<ProcessOutcome> build(int number, const ProcessSpec& limits, std::stop_token stop);

private:
    struct Attempt
    {
        ProcessOutcome outcome;
        bool lost = false; ///< the server hung up without an end
    };
    Result<Attempt> attempt(int number, const ProcessSpec& limits, const std::stop_token& stop);
    Result<int> connection(const std::stop_token& stop);
    void start();
    void stop();

    ProcessSpec m_spec;
    std::mutex m_mutex;
    std::atomic<bool> m_runs = false;
    std::string m_lastWords; ///< of a server that has ended; written before m_runs is false
    std::jthread m_server;
};

} // namespace espalier
