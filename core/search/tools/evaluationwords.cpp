#include "core/search/tools/evaluationwords.h"

#include "core/diagnose/figures.h"

namespace espalier {
namespace {

std::string diagnosisWords(const Diagnosis& diagnosis)
{
    std::string text = "Diagnosis: " + std::string(toText(diagnosis.bound)) + "-bound (confidence " +
                       toText(diagnosis.confidence) + "), " + percentText(diagnosis.roofShare) + " of the roof\n";
    for (const std::string& fact : diagnosis.facts) {
        text += "- " + fact + "\n";
    }
    return text + (diagnosis.lever.empty() ? "" : "Suggested lever: " + diagnosis.lever + "\n");
}

} // namespace

std::string inWords(const Evaluation& evaluation)
{
    std::string text = "Verdict: " + std::string(toText(evaluation.verdict)) +
                       (evaluation.reason.empty() ? "" : ", " + evaluation.reason) + "\n";
    if (isValid(evaluation.verdict)) {
        text += "Speedup over the fastest baseline (" + evaluation.baseline +
                "), with its 99 % interval: " + intervalText(evaluation.speedup) + "\n" +
                diagnosisWords(evaluation.diagnosis);
    }
    if (evaluation.verdict == Verdict::BuildFailed) {
        text += evaluation.build.log + "\n";
    }
    return text;
}

} // namespace espalier
