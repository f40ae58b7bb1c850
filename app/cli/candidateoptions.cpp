#include "app/cli/candidateoptions.h"

namespace espalier::cli {
namespace {

constexpr const char* kCpuOptions = "-O3 -march=native -fopenmp";

} // namespace

void declareCandidateOptions(CommandLine& line)
{
    line.option("target", "TARGET", "Where it runs: cpu or opencl.", "cpu")
        .option("compiler", "NAME", "g++ or clang++; for the target cpu.", "g++")
        .flag("finalist", "Judge a correct one as a session's best is: sanitizers, then a careful second judging.")
        .option("options", "FLAGS",
                "Compiler options, separated by spaces; for the target cpu -O3 -march=native -fopenmp when absent.");
}

Candidate candidateFrom(const CommandLine& line, std::string source)
{
    const bool device = line.text("target") == "opencl";
    Candidate candidate;
    candidate.source = std::move(source);
    candidate.language = device ? "opencl" : "cpp";
    candidate.compiler = device ? "opencl" : line.text("compiler");
    const bool given = line.isSet("options") || device;
    for (const QString& option : QString::fromStdString(given ? line.text("options") : kCpuOptions)
                                     .split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        candidate.options.push_back(option.toStdString());
    }
    return candidate;
}

} // namespace espalier::cli
