#include "core/search/tools/trialtools.h"

#include "core/mcp/toolschema.h"
#include "core/search/tools/evaluationwords.h"
#include "core/search/tools/trialcandidate.h"
#include "core/synthesis/answer/parseanswer.h"

namespace espalier {
namespace {

/// What a tool does with the candidate that its argument `source` stands for.
using Trial = std::function<ToolResult(const Candidate&, const ToolContext&)>;

ExpansionTool trialTool(std::string name, std::string about, int most, Trial trial)
{
    const char* const kSource =
        "The whole source, or SEARCH/REPLACE blocks against the kernel that the first turn shows.";
    return {
        std::move(name), std::move(about),
        objectSchema({{"source", textSchema(kSource, kLongestAnsweredSource)}}, {"source"}), most,
        [trial = std::move(trial)](const nlohmann::json& arguments, const ToolContext& context) -> Result<ToolResult> {
            const auto candidate =
                trialCandidate(arguments["source"].get_ref<const std::string&>(), context.prompt.parent);
            return candidate ? Result<ToolResult>(trial(*candidate, context)) : candidate.error();
        }};
}

/// An evaluator's stages as words of progress. Refers to the context.
StageCallback stagesOf(const ToolContext& context)
{
    return [&context](std::string_view stage) {
        if (context.progress) {
            context.progress("trying: " + std::string(stage));
        }
    };
}

std::string compilersWords(const BuildReport& report)
{
    return report.log.empty() ? "The compiler says nothing.\n" : report.log + "\n";
}

/// A build like the other: what reads hostile C++ is the compiler in its sandbox, with its limits, and nothing in this
/// process.
ToolResult lint(Evaluator& evaluator, const Candidate& candidate, const ToolContext& context)
{
    const BuildTrial trial = evaluator.build(candidate, stagesOf(context), context.stop);
    const bool isCompiled = trial.built || !trial.report.log.empty(); // else it was refused before
    return {isCompiled ? compilersWords(trial.report) : trial.reason + "\n", 0, trial.report.seconds};
}

ToolResult build(Evaluator& evaluator, const Candidate& candidate, const ToolContext& context)
{
    const BuildTrial trial = evaluator.build(candidate, stagesOf(context), context.stop);
    return {(trial.built ? "It is built.\n" : "It is not built: " + trial.reason + "\n") + compilersWords(trial.report),
            0, trial.report.seconds};
}

ToolResult evaluate(Evaluator& evaluator, const Candidate& candidate, const ToolContext& context)
{
    const Evaluation evaluation = evaluator.evaluate(candidate, stagesOf(context), context.stop);
    return {inWords(evaluation), 1, evaluation.seconds};
}

} // namespace

std::vector<ExpansionTool> trialTools(Evaluator& evaluator)
{
    return {trialTool("lint",
                      "Compiles a source with the candidate's options and says the compiler's errors and warnings, and "
                      "nothing else.",
                      kTrialBuilds,
                      [&evaluator](const Candidate& candidate, const ToolContext& context) {
                          return lint(evaluator, candidate, context);
                      }),
            trialTool("build",
                      "Compiles a source with the candidate's options and says whether it is built, and what the "
                      "compiler says.",
                      kTrialBuilds,
                      [&evaluator](const Candidate& candidate, const ToolContext& context) {
                          return build(evaluator, candidate, context);
                      }),
            trialTool("evaluate",
                      "Builds a source, checks it and times it as a candidate is: verdict, speedup with its interval, "
                      "diagnosis. Takes seconds.",
                      kTrialEvaluations, [&evaluator](const Candidate& candidate, const ToolContext& context) {
                          return evaluate(evaluator, candidate, context);
                      })};
}

} // namespace espalier
