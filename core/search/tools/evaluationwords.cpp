#include "core/search/tools/evaluationwords.h"

#include "core/recall/timing.h"
#include "core/synthesis/prompt/diagnosislines.h"
#include "core/synthesis/prompt/evidenceparts.h"

namespace espalier {

std::string inWords(const Evaluation& evaluation)
{
    std::string text = "Verdict: " + std::string(toText(evaluation.verdict)) +
                       (evaluation.reason.empty() ? "" : ", " + evaluation.reason) + "\n";
    if (isValid(evaluation.verdict)) {
        text += prompting::speedOf(timingOf(evaluation), evaluation.baseline);
        text += prompting::diagnosisLines(evaluation.diagnosis);
    }
    if (evaluation.verdict == Verdict::BuildFailed) {
        text += evaluation.build.log + "\n";
    }
    return text;
}

} // namespace espalier
