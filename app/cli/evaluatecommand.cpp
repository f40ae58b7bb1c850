#include "app/cli/bundlecommand.h"
#include "app/cli/candidateoptions.h"
#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/evaluationtext.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/diagnose/figures.h"
#include "core/evaluate/buildevaluator.h"
#include "core/evaluate/localevaluator.h"
#include "core/task/tasklibrary.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

void printBaselines(const LocalEvaluator& evaluator)
{
    for (const BaselineResult& baseline : evaluator.baselines()) {
        const std::string figure = baseline.valid ? msText(baseline.meanMs) : "does not count: " + baseline.reason;
        std::fprintf(stderr, "baseline %-15s %s\n", baseline.name.c_str(), printable(figure).c_str());
    }
    if (const auto missing = evaluator.missingBaselines()) {
        std::fprintf(stderr, "%s\n", printable(*missing).c_str());
    }
}

const StageCallback kTellStage = [](std::string_view name) { std::fprintf(stderr, "%s\n", std::string(name).c_str()); };

void printWhatConfines(const Sandbox& sandbox)
{
    if (!sandbox.whyNotFull.empty()) {
        std::fprintf(stderr, "sandbox %s: %s\n", sandbox.trust.sandbox.c_str(), printable(sandbox.whyNotFull).c_str());
    }
}

void print(const CommandLine& line, const Evaluation& evaluation)
{
    if (line.json()) {
        printJson(toJson(evaluation));
    } else {
        printEvaluation(evaluation);
    }
}

/// For a target whose device is not here: what compiles is `built`, which decides nothing.
Result<int> buildOnly(const CommandLine& line, const Task& task, const Candidate& candidate,
                      const LocalEvaluatorOptions& options, const Error& whyNotRun, const std::stop_token& stop)
{
    const auto evaluator = BuildEvaluator::open(task, options, whyNotRun, line.text("arch"));
    if (!evaluator) {
        return evaluator.error();
    }
    printWhatConfines((*evaluator)->sandbox());
    const Evaluation evaluation = (*evaluator)->evaluate(candidate, kTellStage, stop);
    if (stop.stop_requested()) {
        return Error{ErrorKind::Interrupted, "interrupted before a verdict", "", "run it again"};
    }
    print(line, evaluation);
    if (evaluation.verdict != Verdict::Built) {
        return 1;
    }
    std::fprintf(stderr, "espalier: %s\n", printable(whyNotRun.sentence()).c_str());
    return 3;
}

/// Empty where none is named.
Result<std::string> architectureFrom(const CommandLine& line)
{
    if (line.isSet("arch") && line.text("target") != "hip") {
        return Error{ErrorKind::Usage, "--arch is for the target hip",
                     "for the target " + line.text("target") + " the machine says what is built for", "leave it out"};
    }
    return line.text("arch");
}

} // namespace

Result<int> runEvaluate(const QStringList& arguments)
{
    if (isBundleCommand(arguments)) {
        return runBundleCommand(arguments);
    }
    if (auto why = bundleOptionAlone(arguments)) {
        return *std::move(why);
    }
    CommandLine line(
        "evaluate TASK FILE [--target T]",
        "Judge one source file: build, check against the reference, time against the fastest baseline, diagnose. "
        "Exit code 0 when it is correct, 1 when it is not, 3 when this machine cannot tell: it was built and there is "
        "nothing to run it on, or is correct and cannot be timed.");
    declareCandidateOptions(line);
    line.option("arch", "NAME",
                "For the target hip: the architecture to build for; when absent that of the GPU, gfx90a without one.",
                "");
    line.option("bundle", "DIR", "Judge nothing; write a job folder with the files in it, for another machine.")
        .option("run-bundle", "DIR", "Judge such a folder here, without network and store; its script run does this.")
        .option("collect", "DIR", "Bring the result of such a folder into the store, as a session.")
        .option("node", "NODE", "With --bundle: a node of the store instead of a file; may be given several times.")
        .option("name", "TEXT", "With --bundle or --collect: a name for it and its session.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 2, 2); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const Result<std::string> architecture = architectureFrom(line);
    if (!architecture) {
        return architecture.error();
    }
    const Result<Task> task = findTask(shareFolder() / "tasks", line.positional(0));
    if (!task) {
        return task.error();
    }
    Result<std::string> source = readFile(line.positional(1), std::size_t{4} << 20);
    if (!source) {
        return source.error();
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    LocalEvaluatorOptions options;
    options.consent = readSandboxConsent(line);
    options.target = line.text("target");
    if (const auto fits = fileIsFor(options.target, line.positional(1), *source); !fits) {
        return fits.error();
    }
    const Candidate candidate = candidateFrom(line, *std::move(source));
    if (const auto whyNotRun = deviceProblem(options.target, {}, *architecture)) {
        return buildOnly(line, *task, candidate, options, *whyNotRun, stop.get_token());
    }
    options.tellRacing = [&] { std::fprintf(stderr, "racing the baselines of %s\n", task->name.c_str()); };
    const auto evaluator = LocalEvaluator::open(*task, options, stop.get_token());
    if (!evaluator) {
        return evaluator.error();
    }
    printWhatConfines((*evaluator)->sandbox());
    printBaselines(**evaluator);
    Evaluation evaluation = (*evaluator)->evaluate(candidate, kTellStage, stop.get_token());
    if (line.isSet("finalist") && isValid(evaluation.verdict) && !interrupt.caught()) {
        evaluation = (*evaluator)->confirm(candidate, std::move(evaluation), 0, kTellStage, stop.get_token());
    }
    if (interrupt.caught()) {
        return Error{ErrorKind::Interrupted, "interrupted before a verdict", "", "run it again"};
    }
    print(line, evaluation);
    return isValid(evaluation.verdict) ? 0 : isUndecided(evaluation.verdict) ? 3 : 1;
}

} // namespace espalier::cli
