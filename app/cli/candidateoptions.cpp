#include "app/cli/candidateoptions.h"

#include "core/base/words.h"
#include "core/cuda/hostentry.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/evaluate/target/opencltarget.h"
#include "core/evaluate/target/target.h"
#include "core/evaluate/target/tritontarget.h"
#include "core/graph/sourceending.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier::cli {
namespace {

constexpr const char* kCpuOptions = "-O3 -march=native -fopenmp";

/// Who builds a file whose ending is a language's. HIP's sources often end in .cpp.
struct Builders
{
    std::string_view language;
    const char* called;
    std::string_view target;
    std::string_view another{}; ///< empty where there is none
};
constexpr std::array<Builders, 5> kBuilders{{{"cpp", "C++", "cpu", "hip"},
                                             {"opencl", "OpenCL C", "opencl"},
                                             {"cuda", "CUDA C++", "cuda", "hip"},
                                             {"hip", "HIP C++", "hip"},
                                             {"triton", "Python", "triton"}}};

/// Null for endings that are nobody's.
const Builders* buildersOf(const std::filesystem::path& file)
{
    const auto language = languageOfEnding(file.extension().string());
    const auto found = std::ranges::find(kBuilders, language.value_or(""), &Builders::language);
    return found == kBuilders.end() ? nullptr : &*found;
}

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

Result<void> fileIsFor(const std::string& target, const std::filesystem::path& file, const std::string& source)
{
    const std::vector<std::string>& targets = targetNames();
    const bool isTarget = std::ranges::find(targets, target) != targets.end(); // else that is what is wrong
    const std::string name = file.filename().string();
    const Builders* builders = buildersOf(file);
    if (isTarget && builders && target != builders->target && target != builders->another) {
        const std::string another = builders->another.empty() ? "" : " or --target " + std::string(builders->another);
        return Error{ErrorKind::Usage, name + " is " + builders->called,
                     "the target " + target + " builds something else",
                     "use --target " + std::string(builders->target) + another};
    }
    if (const auto tier = target == "hip" ? statedTier(source) : Result<int>(1); tier && *tier == 2) {
        return Error{ErrorKind::Usage, name + " brings host code (// tier: 2)",
                     "host code is not taken for the target hip",
                     "use --target cuda, or give device code alone with its launch lines"};
    }
    return {};
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
