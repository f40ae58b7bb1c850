#include "app/cli/candidateoptions.h"

namespace espalier::cli {
namespace {

constexpr const char* kCpuOptions = "-O3 -march=native -fopenmp";

std::vector<std::string> words(const std::string& text)
{
    std::vector<std::string> list;
    for (const QString& word : QString::fromStdString(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        list.push_back(word.toStdString());
    }
    return list;
}

} // namespace

void declareCandidateOptions(CommandLine& line)
{
    line.option("target", "TARGET", "Where it runs: cpu or opencl.", "cpu")
        .option("compiler", "NAME", "g++ or clang++; for the target cpu.", "g++")
        .flag("finalist", "Judge a correct one as a session's best is: a careful second judging, then sanitizers.")
        .option("options", "FLAGS",
                "Compiler options, separated by spaces; for the target cpu -O3 -march=native -fopenmp when absent.");
}

Candidate candidateFrom(const CommandLine& line, std::string source)
{
    const auto options = line.isSet("options") ? std::optional(words(line.text("options"))) : std::nullopt;
    return candidateFrom(line.text("target"), line.text("compiler"), options, std::move(source));
}

Candidate candidateFrom(const std::string& target, const std::string& compiler,
                        const std::optional<std::vector<std::string>>& options, std::string source)
{
    const bool device = target == "opencl";
    Candidate candidate;
    candidate.source = std::move(source);
    candidate.language = device ? "opencl" : "cpp";
    candidate.compiler = device ? "opencl" : compiler;
    candidate.options = options.value_or(device ? std::vector<std::string>() : words(kCpuOptions));
    return candidate;
}

} // namespace espalier::cli
