#include "app/runner/sessionrunner.h"

#include "core/base/paths.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/search/collect.h"
#include "core/search/searchcontroller.h"
#include "core/synthesis/rulessynthesizer.h"
#include "core/task/tasklibrary.h"

namespace espalier {

/// In the order of construction: the controller is destroyed first and stops what uses the rest.
struct SessionRunner::Parts
{
    SessionId session = 0;
    std::shared_ptr<const Task> task;
    SkillLibrary skills;
    std::unique_ptr<LocalEvaluator> evaluator;
    RulesSynthesizer synthesizer;
    SystemClock clock;
    std::unique_ptr<SearchController> controller;
};

namespace {

Result<std::unique_ptr<LocalEvaluator>> openEvaluator(const Task& task, const std::string& target,
                                                      const RunnerEvents& events, SandboxConsent consent)
{
    if (events.activity) {
        events.activity("measuring the baselines of " + task.name);
    }
    LocalEvaluatorOptions options;
    options.consent = consent;
    options.target = target;
    return LocalEvaluator::open(task, options);
}

} // namespace

SessionRunner::SessionRunner(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

SessionRunner::~SessionRunner() = default;

Result<std::shared_ptr<SessionRunner>> SessionRunner::begin(const std::filesystem::path& store,
                                                            SessionSettings settings, const std::string& program,
                                                            RunnerEvents events, SandboxConsent consent)
{
    const Result<Task> task = findTask(shareFolder() / "tasks", settings.task);
    if (!task) {
        return task.error();
    }
    settings.task = task->name;
    settings.taskFolder = task->folder.string();
    Result<Store> opened = Store::open(store);
    if (!opened) {
        return opened.error();
    }
    // Baselines come before the session: a machine without a compiler must not leave an empty session behind.
    Result<std::unique_ptr<LocalEvaluator>> evaluator = openEvaluator(*task, settings.target, events, consent);
    if (!evaluator) {
        return evaluator.error();
    }
    const Result<SessionId> session = opened->createSession(settings);
    if (!session) {
        return session.error();
    }
    return start(store, *session, *task, *std::move(evaluator), std::nullopt, program, std::move(events));
}

Result<std::shared_ptr<SessionRunner>> SessionRunner::resume(const std::filesystem::path& store, SessionId session,
                                                             const std::optional<Limits>& limits,
                                                             const std::string& program, RunnerEvents events,
                                                             SandboxConsent consent)
{
    Result<Store> opened = Store::open(store);
    if (!opened) {
        return opened.error();
    }
    const Result<SessionInfo> info = opened->session(session);
    if (!info) {
        return info.error();
    }
    if (info->settings.synthesizer == kCollected) {
        return Error{ErrorKind::Usage, "session " + std::to_string(session) + " cannot be gone on with",
                     "it holds a bundle's candidates, whose figures another machine took",
                     "search here with: espalier search " + info->settings.task};
    }
    // Said before the baselines are raced, which takes seconds; the controller takes the session for good.
    if (const auto held = opened->acquire(session, program); !held) {
        return held.error();
    }
    opened->release(session);
    const Result<Task> task = loadTask(info->settings.taskFolder);
    if (!task) {
        return task.error();
    }
    Result<std::unique_ptr<LocalEvaluator>> evaluator = openEvaluator(*task, info->settings.target, events, consent);
    if (!evaluator) {
        return evaluator.error();
    }
    return start(store, session, *task, *std::move(evaluator), limits, program, std::move(events));
}

Result<std::shared_ptr<SessionRunner>> SessionRunner::start(const std::filesystem::path& store, SessionId session,
                                                            const Task& task, std::unique_ptr<LocalEvaluator> evaluator,
                                                            const std::optional<Limits>& limits,
                                                            const std::string& program, RunnerEvents events)
{
    Result<SkillLibrary> skills = loadSkills(store);
    if (!skills) {
        return skills.error();
    }
    for (const Error& problem : skills->problems()) {
        if (events.activity) {
            events.activity("left out: " + problem.sentence());
        }
    }
    Result<Candidate> seed = plainSeed(task, evaluator->target());
    if (!seed) {
        return seed.error();
    }
    auto parts = std::make_unique<Parts>();
    parts->session = session;
    parts->task = std::make_shared<const Task>(task);
    parts->skills = *std::move(skills);
    parts->evaluator = std::move(evaluator);
    parts->controller = std::make_unique<SearchController>(
        session,
        SearchParts{.storeFolder = store,
                    .task = parts->task,
                    .seed = *std::move(seed),
                    .evaluator = *parts->evaluator,
                    .synthesizer = parts->synthesizer,
                    .skills = parts->skills,
                    .clock = parts->clock,
                    .program = program,
                    .limits = limits},
        SearchObserver{.recorded = std::move(events.recorded), .inFlight = {}, .state = {}, .ended = {}});
    if (const auto started = parts->controller->start(); !started) {
        return started.error();
    }
    return std::shared_ptr<SessionRunner>(new SessionRunner(std::move(parts)));
}

SessionId SessionRunner::session() const
{
    return m_parts->session;
}

void SessionRunner::stop()
{
    m_parts->controller->stop();
}

Result<SearchSummary> SessionRunner::wait()
{
    return m_parts->controller->wait();
}

SessionSettings demoSettings()
{
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.name = "demo";
    settings.steps = 60;
    settings.minutes = 2.5;
    return settings;
}

} // namespace espalier
