#include "app/runner/sessionrunner.h"

#include "app/runner/gpufacts.h"
#include "app/runner/rootcandidate.h"
#include "app/runner/synthesizers.h"
#include "core/base/paths.h"
#include "core/diagnose/hardwarefacts.h"
#include "core/diagnose/roofs.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/tritontarget.h"
#include "core/import/peers/peersession.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/search/collect.h"
#include "core/search/searchcontroller.h"
#include "core/task/recordedtask.h"
#include "core/task/tasklibrary.h"

namespace espalier {

namespace fs = std::filesystem;

/// In the order of construction: the controller is destroyed first and stops what uses the rest.
struct SessionRunner::Parts
{
    SessionId session = 0;
    std::shared_ptr<const Task> task;
    SkillLibrary skills;
    std::unique_ptr<LocalEvaluator> evaluator;
    std::unique_ptr<Synthesizer> synthesizer;
    SystemClock clock;
    std::unique_ptr<SearchController> controller;
};

namespace {

Result<std::unique_ptr<LocalEvaluator>> openEvaluator(const Task& task, const std::string& target,
                                                      const RunnerEvents& events, SandboxConsent consent)
{
    LocalEvaluatorOptions options;
    options.consent = consent;
    options.target = target;
    if (events.activity) {
        options.tellRacing = [&] { events.activity("measuring the baselines of " + task.name); };
    }
    return LocalEvaluator::open(task, options);
}

/// The documents for prompts and tools; null where the rules alone write, for nobody reads them then.
Result<std::shared_ptr<DocumentIndex>> openDocuments(const fs::path& store, const SessionSettings& settings)
{
    if (settings.synthesizer == "rules") {
        return std::shared_ptr<DocumentIndex>();
    }
    auto library = DocumentLibrary::load(knowledgeFolders(store));
    if (!library) {
        return library.error();
    }
    auto index = DocumentIndex::build(*std::move(library));
    if (!index) {
        return index.error();
    }
    return std::shared_ptr<DocumentIndex>(*std::move(index));
}

/// The documents on a target's hardware name who makes it.
std::string documentPlatform(const std::string& target)
{
    return target == "cuda" || target == "triton" ? "nvidia" : target;
}

/// What a search needs beyond what its evaluator does: without a GPU kernels in Triton are checked, but not timed.
std::optional<Error> missingFor(const std::string& target)
{
    const auto device = target == "triton" ? TritonTarget::device() : Result<PythonMachine>(PythonMachine{});
    return device ? std::nullopt : std::optional(device.error());
}

std::vector<std::string> factsFor(const std::string& target, const LocalEvaluator& evaluator)
{
    if (target == "triton") {
        const auto machine = PythonMachine::find();
        return machine ? gpuFacts(*machine) : std::vector<std::string>();
    }
    if (target == "cuda") {
        const auto machine = CudaTarget::machine();
        return machine ? gpuFacts(*machine) : std::vector<std::string>();
    }
    return evaluator.roofs() ? hardwareFacts(*evaluator.roofs()) : std::vector<std::string>();
}

/// What goes into prompts beside the search's own evidence.
PromptSetting promptSetting(const SessionSettings& settings, const LocalEvaluator& evaluator)
{
    PromptSetting setting;
    setting.platform = documentPlatform(settings.target);
    setting.hardware = factsFor(settings.target, evaluator);
    setting.baseline = evaluator.fastestBaseline().name;
    return setting;
}

Result<RootCandidate> rootOf(const std::filesystem::path& folder, SessionId session, const Task& task)
{
    Result<Store> store = Store::open(folder);
    if (!store) {
        return store.error();
    }
    const Result<SessionInfo> info = store->session(session);
    return info ? rootCandidate(*store, info->settings, task) : info.error();
}

} // namespace

/// What a search of these settings works with, before there is a session.
Result<std::unique_ptr<SessionRunner::Parts>> SessionRunner::open(const fs::path& store,
                                                                  const SessionSettings& settings, const Task& task,
                                                                  const RunnerEvents& events, SandboxConsent consent)
{
    if (const auto missing = missingFor(settings.target)) {
        return *missing;
    }
    auto parts = std::make_unique<Parts>();
    parts->task = std::make_shared<const Task>(task);
    auto evaluator = openEvaluator(task, settings.target, events, consent);
    if (!evaluator) {
        return evaluator.error();
    }
    parts->evaluator = *std::move(evaluator);
    if (const auto missing = parts->evaluator->missingBaselines(); missing && events.activity) {
        events.activity(*missing);
    }
    const auto documents = openDocuments(store, settings);
    if (!documents) {
        return documents.error();
    }
    auto synthesizer = openSynthesizer(
        settings.synthesizer, store, PromptKnowledge(*documents, promptSetting(settings, *parts->evaluator)),
        {*documents, documentPlatform(settings.target), *parts->evaluator, store, parts->session});
    if (!synthesizer) {
        return synthesizer.error();
    }
    parts->synthesizer = *std::move(synthesizer);
    Result<SkillLibrary> skills = loadSkills(store);
    if (!skills) {
        return skills.error();
    }
    for (const Error& problem : skills->problems()) {
        if (events.activity) {
            events.activity("left out: " + problem.sentence());
        }
    }
    parts->skills = *std::move(skills);
    return parts;
}

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
    settings.machine = machineFingerprint();
    settings.program = "espalier " ESPALIER_VERSION;
    Result<Store> opened = Store::open(store);
    if (!opened) {
        return opened.error();
    }
    // Baselines come before the session: a machine without a compiler must not leave an empty session behind.
    auto parts = open(store, settings, *task, events, consent);
    if (!parts) {
        return parts.error();
    }
    const Result<SessionId> session = opened->createSession(settings);
    if (!session) {
        return session.error();
    }
    return start(store, *session, *std::move(parts), std::nullopt, program, std::move(events));
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
    if (isPeerRun(info->settings)) {
        return Error{ErrorKind::Usage, "session " + std::to_string(session) + " cannot be gone on with",
                     "it holds another tool's run, which no task of Espalier's can judge",
                     "look at it with: espalier tree " + std::to_string(session)};
    }
    // Said before the baselines are raced, which takes seconds; the controller takes the session for good.
    if (const auto held = opened->acquire(session, program); !held) {
        return held.error();
    }
    opened->release(session);
    const auto task = recordedTask(shareFolder() / "tasks", info->settings.task, info->settings.taskFolder);
    if (!task) {
        return task.error();
    }
    if (const auto note = standInNote(*task, info->settings.taskFolder); note && events.activity) {
        events.activity(*note);
    }
    auto parts = open(store, info->settings, *task, events, consent);
    if (!parts) {
        return parts.error();
    }
    return start(store, session, *std::move(parts), limits, program, std::move(events));
}

Result<std::shared_ptr<SessionRunner>> SessionRunner::start(const std::filesystem::path& store, SessionId session,
                                                            std::unique_ptr<Parts> parts,
                                                            const std::optional<Limits>& limits,
                                                            const std::string& program, RunnerEvents events)
{
    Result<RootCandidate> root = rootOf(store, session, *parts->task);
    if (!root) {
        return root.error();
    }
    parts->session = session;
    parts->controller = std::make_unique<SearchController>(
        session,
        SearchParts{.storeFolder = store,
                    .task = parts->task,
                    .seed = root->candidate,
                    .evaluator = *parts->evaluator,
                    .synthesizer = *parts->synthesizer,
                    .skills = parts->skills,
                    .clock = parts->clock,
                    .program = program,
                    .limits = limits,
                    .root = root->summary},
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
