#include "core/search/tools/trialtools.h"

#include "core/evaluate/toolchain/sourceguard.h"
#include "core/mcp/toolschema.h"
#include "core/search/tools/evaluationwords.h"
#include "core/search/tools/trialcandidate.h"
#include "core/synthesis/answer/parseanswer.h"
#include "core/synthesis/rules/parsecandidate.h"

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

ToolResult lint(const Candidate& candidate, const ToolContext& context)
{
    if (const auto refused = refusedSource(candidate.source)) {
        return {"It is refused before it is compiled: " + *refused + "\n"};
    }
    const auto parsed = rules::parseCandidate(candidate, *context.prompt.task);
    return {parsed ? "It parses, and nothing in it is refused before it is compiled.\n"
                   : "It does not parse: " + parsed.error().why + "\n"};
}

ToolResult build(Evaluator& evaluator, const Candidate& candidate, const ToolContext& context)
{
    const BuildTrial trial = evaluator.build(candidate, stagesOf(context), context.stop);
    const std::string log = trial.report.log.empty() ? "The compiler says nothing.\n" : trial.report.log + "\n";
    return {(trial.built ? "It is built.\n" : "It is not built: " + trial.reason + "\n") + log};
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
                      "Reads a source as a compiler's first pass does and says the first error; takes no time worth "
                      "speaking of.",
                      0, lint),
            trialTool("build", "Compiles a source with the candidate's options and says what the compiler says.", 0,
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
