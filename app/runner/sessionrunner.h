#pragma once

#include "core/base/result.h"
#include "core/evaluate/localevaluator.h"
#include "core/search/searchsummary.h"
#include "core/search/termination.h"
#include "core/store/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace espalier {

struct Task;

/// What a runner tells its owner, from its own threads.
struct RunnerEvents
{
    std::function<void(const Node&)> recorded;        ///< a node is in the store
    std::function<void(const std::string&)> activity; ///< "measuring the baselines", before the first node
};

/// One search with everything it needs: task, skills, rules, judge, store and controller, for the command line and the
/// window alike. begin() and resume() prepare (a few seconds: baselines are built and raced) and start; the search then
/// runs on threads of its own.
class SessionRunner
{
public:
    /// settings.task may be a name, a unique prefix or a path; the session keeps what was found.
    static Result<std::shared_ptr<SessionRunner>> begin(const std::filesystem::path& store, SessionSettings settings,
                                                        const std::string& program, RunnerEvents events,
                                                        SandboxConsent consent);
    /// Fails with who holds the session when another process runs it.
    static Result<std::shared_ptr<SessionRunner>> resume(const std::filesystem::path& store, SessionId session,
                                                         const std::optional<Limits>& limits,
                                                         const std::string& program, RunnerEvents events,
                                                         SandboxConsent consent);
    ~SessionRunner();

    SessionId session() const;
    /// Ends the search; what is in flight is dropped. From any thread, returns at once.
    void stop();
    /// Waits for the end of the search.
    Result<SearchSummary> wait();

private:
    struct Parts;
    static Result<std::unique_ptr<Parts>> open(const std::filesystem::path& store, const SessionSettings& settings,
                                               const Task& task, const RunnerEvents& events, SandboxConsent consent);
    static Result<std::shared_ptr<SessionRunner>> start(const std::filesystem::path& store, SessionId session,
                                                        std::unique_ptr<Parts> parts,
                                                        const std::optional<Limits>& limits, const std::string& program,
                                                        RunnerEvents events);
    explicit SessionRunner(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// The embedded default: what `espalier demo` and `./bootstrap run` search.
SessionSettings demoSettings();

} // namespace espalier
