#include "app/cli/benchcheats.h"

#include "app/cli/candidateoptions.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/evaluate/fixtures/fixture.h"
#include "core/evaluate/localevaluator.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Judged
{
    Fixture fixture;
    Evaluation evaluation;
    double seconds = 0;
    /// Of the plain seed, judged next where this one crashed or hung.
    std::optional<Evaluation> next;
    double nextSeconds = 0;

    bool isRight() const { return fixture.agrees(evaluation) && (!next || isValid(next->verdict)); }
};

std::string endingFor(const std::string& target)
{
    return target == "cuda" ? ".cu" : target == "opencl" ? ".cl" : ".cpp";
}

/// Opens a task's evaluator and keeps it until another task is asked for, which opening takes seconds for.
class Bench
{
public:
    Bench(const CommandLine& line, std::stop_token stop) : m_stop(std::move(stop))
    {
        m_options.target = line.text("target");
        m_options.secondsPerCase = 0.05;
        m_options.diagnose = false;
        m_options.consent = readSandboxConsent(line);
    }

    Result<Judged> judge(const Fixture& fixture)
    {
        if (const auto opened = open(fixture.task); !opened) {
            return opened.error();
        }
        Judged judged{fixture, {}, 0, {}, 0};
        judged.evaluation = timed(fixture.candidate, judged.seconds);
        const Verdict verdict = judged.evaluation.verdict;
        if (verdict == Verdict::Crash || verdict == Verdict::Timeout) {
            judged.next = timed(m_seed, judged.nextSeconds);
        }
        return judged;
    }

private:
    Result<void> open(const std::string& name)
    {
        if (m_evaluator && m_task == name) {
            return {};
        }
        m_evaluator.reset();
        Result<Task> task = findTask(shareFolder() / "tasks", name);
        if (!task) {
            return task.error();
        }
        auto seed = readFile(task->folder / ("seed" + endingFor(m_options.target)));
        if (!seed) {
            return seed.error();
        }
        task->baselines.clear(); // the plain seed is enough, and vendors' libraries may be missing
        auto evaluator = LocalEvaluator::open(*task, m_options, m_stop);
        if (!evaluator) {
            return evaluator.error();
        }
        m_evaluator = *std::move(evaluator);
        m_seed = candidateFrom(m_options.target, "g++", std::nullopt, *std::move(seed));
        m_task = name;
        return {};
    }

    Evaluation timed(const Candidate& candidate, double& seconds)
    {
        const auto start = SteadyClock::now();
        Evaluation evaluation = m_evaluator->evaluate(candidate, [](std::string_view) {}, m_stop);
        seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
        return evaluation;
    }

    LocalEvaluatorOptions m_options;
    std::stop_token m_stop;
    std::string m_task;
    Candidate m_seed;
    std::unique_ptr<LocalEvaluator> m_evaluator;
};

std::string secondsText(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
}

std::string lineOf(const Judged& judged)
{
    const Fixture& fixture = judged.fixture;
    std::string text = (judged.isRight() ? "right  " : "WRONG  ") + fixture.name + "  " + fixture.task + "  " +
                       std::string(toText(judged.evaluation.verdict)) + "  " + secondsText(judged.seconds);
    if (!judged.isRight()) {
        text += "; expected " + fixture.verdict + (fixture.word.empty() ? "" : " with \"" + fixture.word + "\"") +
                ", and the reason is: " + judged.evaluation.reason;
    }
    if (judged.next) {
        text += "; the plain seed after it: " + std::string(toText(judged.next->verdict)) + ", " +
                secondsText(judged.nextSeconds);
    }
    return text;
}

nlohmann::json documentOf(const Judged& judged)
{
    nlohmann::json document{{"fixture", judged.fixture.name},
                            {"row", judged.fixture.row},
                            {"task", judged.fixture.task},
                            {"expected", judged.fixture.verdict},
                            {"verdict", toText(judged.evaluation.verdict)},
                            {"reason", judged.evaluation.reason},
                            {"seconds", judged.seconds},
                            {"right", judged.isRight()}};
    if (judged.next) {
        document["next_verdict"] = toText(judged.next->verdict);
        document["next_seconds"] = judged.nextSeconds;
    }
    return document;
}

void tell(const CommandLine& line, const std::vector<Judged>& all)
{
    const auto count = [&](auto what) { return std::ranges::count_if(all, what); };
    const auto isControl = [](const Judged& judged) { return judged.fixture.row == "control"; };
    const auto controls = count(isControl);
    const auto accepted = count(
        [&](const Judged& judged) { return !isControl(judged) && judged.evaluation.verdict == Verdict::Accepted; });
    const auto rejected =
        count([&](const Judged& judged) { return isControl(judged) && !isValid(judged.evaluation.verdict); });
    double longest = 0;
    for (const Judged& judged : all) {
        longest = std::max(longest, judged.nextSeconds);
    }
    const auto faults = count([](const Judged& judged) { return judged.next.has_value(); });
    const auto cheats = static_cast<std::ptrdiff_t>(all.size()) - controls;
    if (line.json()) {
        nlohmann::json list = nlohmann::json::array();
        std::ranges::transform(all, std::back_inserter(list), documentOf);
        printJson({{"cheats", cheats},
                   {"accepted", accepted},
                   {"controls", controls},
                   {"rejected", rejected},
                   {"faults", faults},
                   {"longest_next_seconds", longest},
                   {"judged", list}});
        return;
    }
    printLine(std::to_string(cheats) + " cheats, " + std::to_string(accepted) + " accepted; " +
              std::to_string(controls) + " honest kernels, " + std::to_string(rejected) + " rejected.");
    if (faults > 0) {
        printLine("After " + std::to_string(faults) + " crashes and hangs the plain seed was judged, in " +
                  secondsText(longest) + " at most.");
    }
}

} // namespace

Result<int> benchCheats(const CommandLine& line)
{
    const std::filesystem::path folder = line.text("fixtures");
    const std::string target = line.text("target");
    if (folder.empty()) {
        return Error{ErrorKind::Usage, "no fixtures were named", "", "name their folder with --fixtures DIR"};
    }
    const auto fixtures = readFixtures(folder / "fixtures.txt", folder, endingFor(target),
                                       candidateFrom(target, "g++", std::nullopt, {}));
    if (!fixtures) {
        return fixtures.error();
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    Bench bench(line, stop.get_token());
    std::vector<Judged> all;
    for (const Fixture& fixture : *fixtures) {
        Result<Judged> judged = bench.judge(fixture);
        if (interrupt.caught()) {
            break; // a first interrupt ends it with what it has
        }
        if (!judged) {
            return judged.error();
        }
        std::fprintf(line.json() ? stderr : stdout, "%s\n", printable(lineOf(*judged)).c_str());
        std::fflush(nullptr);
        all.push_back(*std::move(judged));
    }
    tell(line, all);
    return std::ranges::all_of(all, &Judged::isRight) ? 0 : 1;
}

} // namespace espalier::cli
