#include "app/cli/candidateoptions.h"

#include "core/base/words.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/evaluate/target/opencltarget.h"
#include "core/evaluate/target/tritontarget.h"

namespace espalier::cli {
namespace {

constexpr const char* kCpuOptions = "-O3 -march=native -fopenmp";

} // namespace

void declareCandidateOptions(CommandLine& line)
{
    line.option("target", "TARGET", "Where it runs: cpu, opencl, cuda, hip or triton.", "cpu")
        .option("compiler", "NAME", "g++ or clang++; for the target cpu.", "g++")
        .flag("finalist", "Judge a correct one as a session's best is: a careful second judging, then sanitizers.")
        .option("options", "FLAGS",
                "Compiler options, separated by spaces; for the target cpu -O3 -march=native -fopenmp when absent.");
}

Candidate candidateFrom(const CommandLine& line, std::string source)
{
    const auto options = line.isSet("options") ? std::optional(wordsOf(line.text("options"))) : std::nullopt;
    return candidateFrom(line.text("target"), line.text("compiler"), options, std::move(source));
}

Candidate candidateFrom(const std::string& target, const std::string& compiler,
                        const std::optional<std::vector<std::string>>& options, std::string source)
{
    Candidate candidate = target == "opencl"   ? OpenClTarget::plain(std::move(source))
                          : target == "cuda"   ? CudaTarget::plain(std::move(source))
                          : target == "hip"    ? HipTarget::plain(std::move(source))
                          : target == "triton" ? TritonTarget::plain(std::move(source))
                                               : Candidate{"cpp", compiler, wordsOf(kCpuOptions), std::move(source)};
    candidate.options = options.value_or(candidate.options);
    return candidate;
}

} // namespace espalier::cli
