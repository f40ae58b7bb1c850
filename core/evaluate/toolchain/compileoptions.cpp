#include "core/evaluate/toolchain/compileoptions.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier {
namespace {

constexpr std::array<std::string_view, 13> kExact{
    "-O0", "-O1", "-O2", "-O3", "-Ofast", "-Os", "-g0", "-fopenmp", "-fopenmp-simd", "-mfma", "-pthread", "-w", "-Og"};

/// Followed by letters, digits and - _ = . , only, so that no value can be a path.
constexpr std::array<std::string_view, 22> kPrefixes{
    "-march=",        "-mtune=",       "-mcpu=",       "-mavx",   "-msse",     "-mprefer-", "-mno-",   "-mbmi",
    "-mf16c",         "-mvzeroupper",  "-mveclibabi=", "-fno-",   "-funroll-", "-ftree-",   "-fvect-", "-fsimd-",
    "-fassociative-", "-freciprocal-", "-ffinite-",    "-ffast-", "-ffp-",     "-funsafe-"};

/// Whole words of the -f family that are safe and useful; what starts with a prefix above is not repeated.
constexpr std::array<std::string_view, 38> kFlags{"-fomit-frame-pointer",
                                                  "-fstrict-aliasing",
                                                  "-fprefetch-loop-arrays",
                                                  "-fpeel-loops",
                                                  "-fsplit-loops",
                                                  "-funswitch-loops",
                                                  "-floop-interchange",
                                                  "-floop-nest-optimize",
                                                  "-floop-parallelize-all",
                                                  "-floop-block",
                                                  "-floop-strip-mine",
                                                  "-floop-unroll-and-jam",
                                                  "-fgraphite-identity",
                                                  "-fgcse",
                                                  "-fgcse-las",
                                                  "-fgcse-sm",
                                                  "-fgcse-after-reload",
                                                  "-fipa-pta",
                                                  "-fipa-cp-clone",
                                                  "-fivopts",
                                                  "-fmodulo-sched",
                                                  "-fmodulo-sched-allow-regmoves",
                                                  "-frename-registers",
                                                  "-fschedule-insns",
                                                  "-fschedule-insns2",
                                                  "-fsched-pressure",
                                                  "-finline-functions",
                                                  "-finline-limit",
                                                  "-fpredictive-commoning",
                                                  "-fsplit-paths",
                                                  "-fvariable-expansion-in-unroller",
                                                  "-fversion-loops-for-strides",
                                                  "-fweb",
                                                  "-fmath-errno",
                                                  "-fcx-limited-range",
                                                  "-fslp-vectorize",
                                                  "-fvectorize",
                                                  "-fexcess-precision"};

bool isWord(std::string_view text)
{
    return text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-_=.,+").find(c) != std::string_view::npos;
           });
}

bool allowed(std::string_view option)
{
    // -fno-… may switch an optimisation off, not the guards of the build itself.
    constexpr std::array<std::string_view, 4> kOurs{"-fno-pic", "-fno-PIC", "-fno-lto", "-fno-sanitize"};
    const auto startsWith = [&](std::string_view prefix) { return option.substr(0, prefix.size()) == prefix; };
    if (!isWord(option) || std::any_of(kOurs.begin(), kOurs.end(), startsWith)) {
        return false;
    }
    const std::string_view name = option.substr(0, option.find('='));
    return std::find(kExact.begin(), kExact.end(), option) != kExact.end() ||
           std::find(kFlags.begin(), kFlags.end(), name) != kFlags.end() ||
           std::any_of(kPrefixes.begin(), kPrefixes.end(), startsWith);
}

} // namespace

std::optional<std::string> refusedOption(const std::vector<std::string>& options)
{
    if (options.size() > 64) {
        return "more than 64 compiler options are not allowed";
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (options[i] == "--param" && i + 1 < options.size() && isWord(options[i + 1])) {
            ++i;
            continue;
        }
        const bool parameter = options[i].rfind("--param=", 0) == 0 && isWord(options[i]);
        if (!parameter && !allowed(options[i])) {
            return "the compiler option \"" + options[i].substr(0, 60) +
                   "\" is not on the list of allowed ones: optimisation, floating-point and machine flags, -fopenmp, "
                   "--param";
        }
    }
    return std::nullopt;
}

} // namespace espalier
