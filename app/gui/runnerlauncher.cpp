#include "app/gui/runnerlauncher.h"

#include "app/runner/sessionrunner.h"

#include <QMetaObject>

namespace espalier {
namespace {

constexpr const char* kProgram = "espalier-gui";

} // namespace

RunnerLauncher::RunnerLauncher(std::filesystem::path store, QObject* parent)
    : SearchLauncher(parent), m_store(std::move(store))
{
}

RunnerLauncher::~RunnerLauncher()
{
    stop();
}

void RunnerLauncher::start(const SessionSettings& settings)
{
    launch(
        [this, settings](SandboxConsent consent) {
            RunnerEvents events;
            events.activity = [this](const std::string& what) { Q_EMIT activity(QString::fromStdString(what)); };
            return SessionRunner::begin(m_store, settings, kProgram, std::move(events), consent);
        },
        SandboxConsent::Required);
}

void RunnerLauncher::resume(SessionId session, int untilStep)
{
    launch(
        [this, session, untilStep](SandboxConsent consent) {
            std::optional<Limits> limits;
            if (untilStep > 0) {
                limits.emplace();
                limits->steps = untilStep;
            }
            RunnerEvents events;
            events.activity = [this](const std::string& what) { Q_EMIT activity(QString::fromStdString(what)); };
            return SessionRunner::resume(m_store, session, limits, kProgram, std::move(events), consent);
        },
        SandboxConsent::Required);
}

void RunnerLauncher::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopAsked = true;
    if (m_runner) {
        m_runner->stop();
    }
}

void RunnerLauncher::repeatUnsandboxed()
{
    if (m_begin) {
        launch(m_begin, SandboxConsent::RunUnconfined);
    }
}

void RunnerLauncher::launch(Begin begin, SandboxConsent consent)
{
    if (m_running) {
        Q_EMIT failed(tr("A search of this window is still running; stop it before starting another."));
        return;
    }
    m_running = true;
    m_stopAsked = false;
    m_begin = std::move(begin);
    m_thread = std::jthread([this, again = m_begin, consent] { run(again, consent); });
}

void RunnerLauncher::run(const Begin& begin, SandboxConsent consent)
{
    Result<std::shared_ptr<SessionRunner>> runner = begin(consent);
    if (!runner) {
        const bool unconfined = runner.error().kind == ErrorKind::Unsandboxed;
        finish([this, unconfined, why = QString::fromStdString(runner.error().sentence())] {
            unconfined ? Q_EMIT unsandboxed(why) : Q_EMIT failed(why);
        });
        return;
    }
    const SessionId session = (*runner)->session();
    {
        const std::lock_guard lock(m_mutex);
        m_runner = *runner;
        if (m_stopAsked) {
            m_runner->stop();
        }
    }
    Q_EMIT started(session);
    const Result<SearchSummary> summary = (*runner)->wait();
    {
        const std::lock_guard lock(m_mutex);
        m_runner.reset();
    }
    runner->reset();
    finish([this, session, why = summary ? QString() : QString::fromStdString(summary.error().sentence())] {
        if (!why.isEmpty()) {
            Q_EMIT failed(why);
        }
        Q_EMIT ended(session);
    });
}

void RunnerLauncher::finish(const std::function<void()>& tell)
{
    QMetaObject::invokeMethod(
        this,
        [this, tell] {
            m_running = false;
            tell();
        },
        Qt::QueuedConnection);
}

} // namespace espalier
