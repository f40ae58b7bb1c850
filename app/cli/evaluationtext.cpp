#include "app/cli/evaluationtext.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"

namespace espalier::cli {
namespace {

void printCases(const Evaluation& evaluation)
{
    std::vector<std::vector<std::string>> rows{{"case", "time", evaluation.baseline, "speedup [99 %]", "pairs"}};
    for (const CaseTiming& timing : evaluation.cases) {
        rows.push_back({timing.name, msText(timing.ms), msText(timing.baselineMs), intervalText(timing.speedup),
                        std::to_string(timing.pairs)});
    }
    printTable(rows, {1, 2, 3, 4});
}

void printFinalist(const Evaluation& evaluation)
{
    if (evaluation.finalist) {
        if (isValid(evaluation.verdict)) {
            printLine("judged twice: " + intervalText(evaluation.finalist->first) +
                      " at first; the figure above is of new processes and fresh samples");
        }
        printLine("sanitizers: " + evaluation.finalist->sanitizers);
    }
    std::string machine;
    for (const std::string& fact : evaluation.preflight) {
        machine += (machine.empty() ? "" : ", ") + fact;
    }
    if (!machine.empty()) {
        printLine("machine: " + machine);
    }
}

void printDiagnosis(const Diagnosis& d)
{
    printLine("diagnosis: " + std::string(toText(d.bound)) + "-bound, " + percentText(d.roofShare) + " of the roof (" +
              d.tier + ", confidence " + toText(d.confidence) +
              (d.confidenceReason.empty() ? "" : ": " + d.confidenceReason) + ")");
    for (const std::string& fact : d.facts) {
        printLine("  " + fact);
    }
    if (!d.lever.empty()) {
        printLine("  next: " + d.lever);
    }
}

} // namespace

void printEvaluation(const Evaluation& evaluation)
{
    printLine("verdict: " + std::string(toText(evaluation.verdict)) +
              (evaluation.reason.empty() ? "" : " · " + evaluation.reason));
    if (const std::string trust = toText(evaluation.trust); !trust.empty()) {
        printLine("trust: " + trust);
    }
    if (const auto& machine = evaluation.takenOn) {
        printLine("taken on: " + machine->host + " · " + machine->fingerprint);
    }
    if (evaluation.speedup.value > 0) {
        printLine("speedup: " + intervalText(evaluation.speedup) +
                  (evaluation.baseline.empty() ? ""
                                               : " over " + evaluation.baseline + ", " +
                                                     ratioText(evaluation.seedSpeedup) + " over the plain seed"));
    }
    if (!evaluation.cases.empty()) { // another tool's figures are of no case
        printCases(evaluation);
        printFinalist(evaluation);
        printDiagnosis(evaluation.diagnosis);
    }
    if (evaluation.verdict == Verdict::Built) {
        for (const std::string& fact : evaluation.diagnosis.facts) {
            printLine("  " + fact);
        }
    }
    if (evaluation.verdict == Verdict::BuildFailed) {
        printLine(evaluation.build.log);
    }
}

} // namespace espalier::cli
