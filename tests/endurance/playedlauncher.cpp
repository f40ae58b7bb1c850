#include "tests/endurance/playedlauncher.h"

#include <QMetaObject>

#include <algorithm>

namespace espalier::test {
namespace {

constexpr double kLatency = 0.1; ///< seconds an evaluation takes at most

std::string strangeText(std::uint64_t draw)
{
    switch (draw % 24) {
    case 0:
        return "// <b>bold</b> <a href=\"file:///etc/passwd\">link</a> <img src=\"x\">\n";
    case 1:
        return "// \x1b[31mred\x1b[0m \x1b]0;title\x07 \r back\n";
    case 2:
        return "// \u202e/*backwards*/\u202c \u0000 \u200b \U0001F600 \xff\xfe\n";
    case 3:
        return "// " + std::string(200'000, 'x') + "\n";
    case 4: {
        std::string lines;
        for (int i = 0; i < 20'000; ++i) {
            lines += "y[" + std::to_string(i) + "] = x[" + std::to_string(i) + "];\n";
        }
        return lines;
    }
    default:
        return {};
    }
}

std::string kernelText(std::uint64_t seed)
{
    Rng rng(seed);
    std::string text = "#include <cmath>\nvoid kernel(const float* x, float* y, long rows)\n{\n";
    for (int line = 0; line < 40; ++line) {
        const std::string at = std::to_string(rng.below(12) == 0 ? rng.below(64) : static_cast<std::uint64_t>(line));
        text += "    y[" + at + "] = x[" + at + "] * 0.5f;\n";
    }
    return text + "}\n" + strangeText(rng.next());
}

} // namespace

Result<Synthesis> KernelSynthesizer::synthesize(const Prompt& prompt, Transcript& transcript,
                                                std::stop_token stop) const
{
    Result<Synthesis> made = m_speeds.synthesize(prompt, transcript, stop);
    if (made) {
        const std::string kernel = kernelText(prompt.seed);
        made->candidate.language = "cpp";
        made->candidate.source += "\n" + kernel;
        made->summary += " " + strangeText(prompt.seed >> 8).substr(0, 200);
        Exchange said;
        said.answer = kernel;
        transcript.exchanges.push_back(said);
    }
    return made;
}

PlayedLauncher::PlayedLauncher(std::filesystem::path store, const Clock& clock)
    : m_store(std::move(store)), m_clock(clock), m_evaluator(kLatency)
{
}

PlayedLauncher::~PlayedLauncher() = default;

void PlayedLauncher::start(const SessionSettings& settings)
{
    if (m_controller) {
        Q_EMIT failed(QStringLiteral("A search is still running."));
        return;
    }
    Result<Store> store = Store::open(m_store);
    const Result<SessionId> session = store ? store->createSession(settings) : Result<SessionId>(store.error());
    if (!session) {
        Q_EMIT failed(QString::fromStdString(session.error().sentence()));
        return;
    }
    run(*session, settings.steps);
}

void PlayedLauncher::resume(SessionId session, int untilStep)
{
    if (m_controller) {
        Q_EMIT failed(QStringLiteral("A search is still running."));
        return;
    }
    run(session, untilStep);
}

void PlayedLauncher::stop()
{
    if (m_controller) {
        m_controller->stop();
    }
}

void PlayedLauncher::run(SessionId session, int untilStep)
{
    Limits limits;
    limits.steps = untilStep > 0 ? std::min(untilStep, kMostSteps) : kMostSteps;
    SearchParts parts{m_store,
                      std::make_shared<Task>(),
                      candidateOfSpeed(0.5, "seed\n" + kernelText(1)),
                      m_evaluator,
                      m_synthesizer,
                      m_skills,
                      m_clock,
                      "endurance",
                      limits};
    SearchObserver observer;
    observer.ended = [this, session](const std::string&) {
        // On the controller's thread, which must not wait for itself.
        QMetaObject::invokeMethod(
            this,
            [this, session] {
                m_controller.reset();
                Q_EMIT ended(session);
            },
            Qt::QueuedConnection);
    };
    m_controller = std::make_unique<SearchController>(session, std::move(parts), std::move(observer));
    if (const Result<void> started = m_controller->start(); !started) {
        m_controller.reset();
        Q_EMIT failed(QString::fromStdString(started.error().sentence()));
        return;
    }
    Q_EMIT this->started(session);
}

} // namespace espalier::test
