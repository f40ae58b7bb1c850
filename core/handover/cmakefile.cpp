#include "core/handover/cmakefile.h"

#include "core/handover/cppdispatcher.h"
#include "core/handover/sourcetext.h"

#include <algorithm>

namespace espalier::handover {
namespace {

/// "measured_options(kernels/node_12.cpp g++ -O3 -fopenmp)"
std::string measuredOptions(const HandedKernel& kernel, const std::string& ending)
{
    std::string text = "measured_options(kernels/" + kernel.name + ending + " " + kernel.candidate.compiler;
    const std::vector<std::string>& options = kernel.candidate.options;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (options[i] == "--param" && i + 1 < options.size()) {
            text += " --param=" + options[++i];
        } else {
            text += " " + options[i];
        }
    }
    return text + ")\n";
}

bool has(const Handover& handover, const std::string& option)
{
    const auto named = [&](const HandedKernel& kernel) {
        return std::ranges::find(kernel.candidate.options, option) != kernel.candidate.options.end();
    };
    return std::ranges::any_of(withBaseline(handover), named) || (handover.vendor && named(*handover.vendor));
}

/// By which most kernels were measured.
std::string compilerOf(const Handover& handover)
{
    const auto byClang = std::ranges::count_if(
        handover.kernels, [](const HandedKernel& kernel) { return kernel.candidate.compiler.starts_with("clang"); });
    return 2 * static_cast<std::size_t>(byClang) > handover.kernels.size() ? "clang++" : "g++";
}

constexpr const char* kMeasuredOptions = R"(
# Builds a kernel as it was measured. Options that this compiler does not know are left out; its speed may then be
# another one.
function(measured_options file compiler)
  set(known)
  foreach(option ${ARGN})
    string(MAKE_C_IDENTIFIER "accepts${option}" accepted)
    check_cxx_compiler_flag(${option} ${accepted})
    if(${accepted})
      list(APPEND known ${option})
    else()
      message(WARNING "${file} was measured with ${compiler} ${option}, which ${CMAKE_CXX_COMPILER} does not know")
    endif()
  endforeach()
  set_source_files_properties(${file} PROPERTIES COMPILE_OPTIONS "${known}")
endfunction()
)";

constexpr const char* kMeasuredCudaOptions = R"(
function(measured_options file compiler)
  set_source_files_properties(${file} PROPERTIES COMPILE_OPTIONS "${ARGN}")
endfunction()
)";

std::string head(const Handover& handover)
{
    const std::string& name = handover.task.name;
    if (isCuda(handover)) {
        return "if(NOT CMAKE_CUDA_ARCHITECTURES)\n  set(CMAKE_CUDA_ARCHITECTURES native)\nendif()\nproject(" + name +
               "_kernels LANGUAGES CXX CUDA)\n"
               "# By hand: CMake 3.25 knows no C++20 of newer compilers.\n"
               "set(CMAKE_CUDA_FLAGS \"${CMAKE_CUDA_FLAGS} -std=c++20\")\n"
               "set(CMAKE_CXX_FLAGS \"${CMAKE_CXX_FLAGS} -std=c++20\")\n";
    }
    const std::string compiler = compilerOf(handover);
    return "if(NOT CMAKE_CXX_COMPILER AND NOT DEFINED ENV{CXX})\n  find_program(measured_compiler " + compiler +
           ") # which the kernels were measured with\n  if(measured_compiler)\n    set(CMAKE_CXX_COMPILER "
           "${measured_compiler})\n  endif()\nendif()\nproject(" +
           name + "_kernels LANGUAGES CXX)\ninclude(CheckCXXCompilerFlag)\n";
}

std::string vendorText(const HandedKernel& vendor)
{
    std::string libraries;
    std::string found;
    for (const std::string& flag : vendor.link) {
        const std::string library = flag.starts_with("-l") ? flag.substr(2) : flag;
        std::string variable = "library_" + library;
        std::ranges::replace_if(variable, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        libraries += "find_library(" + variable + " " + library + ")\n";
        found += (found.empty() ? "" : " AND ") + variable;
    }
    std::string linked = found;
    for (std::size_t at = linked.find(" AND "); at != std::string::npos; at = linked.find(" AND ")) {
        linked.replace(at, 5, "} ${");
    }
    return "# The baseline that the kernels were measured against is written with a library. Without it the compiled "
           "seed\n"
           "# stands in, which was slower.\n" +
           libraries + "if(" + found + ")\n  set(baseline kernels/baseline_vendor.cpp)\n  set(baseline_libraries ${" +
           linked + "})\nelse()\n  set(baseline kernels/baseline.cpp)\n  set(baseline_libraries)\nendif()\n";
}

/// Which file the baseline is built of.
std::string baselineText(const Handover& handover, const std::string& ending)
{
    return handover.vendor     ? vendorText(*handover.vendor)
           : handover.baseline ? "set(baseline kernels/baseline" + ending + ")\n"
                               : std::string();
}

std::string testText(const Handover& handover)
{
    const std::string ending = isCuda(handover) ? ".cu" : ".cpp";
    const std::string test = handover.task.name + "_test";
    std::string text =
        "\nif(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)\n  enable_testing()\n  add_executable(" + test +
        " test/test" + ending + " test/reference.cpp)\n  target_link_libraries(" + test + " PRIVATE " +
        handover.task.name + "_kernels)\n" +
        "  set_source_files_properties(test/reference.cpp PROPERTIES COMPILE_OPTIONS "
        "\"-O3;-ffp-contract=off\")\n" +
        "  set_source_files_properties(test/test" + ending + " PROPERTIES COMPILE_OPTIONS \"-O2\")\n" +
        "  add_test(NAME " + test + " COMMAND " + test + ")\n";
    text += isCuda(handover) ? "  set_tests_properties(" + test + " PROPERTIES SKIP_RETURN_CODE 77)\n" : "";
    return text + "endif()\n";
}

} // namespace

std::string cmakeFile(const Handover& handover)
{
    const bool cuda = isCuda(handover);
    const std::string ending = cuda ? ".cu" : ".cpp";
    const std::string name = handover.task.name + "_kernels";
    std::string text = licenceLines("#", handover.licence) + "cmake_minimum_required(VERSION " +
                       (cuda ? "3.24" : "3.16") + ")\n" + head(handover) +
                       (cuda ? "" : "set(CMAKE_CXX_STANDARD 20)\nset(CMAKE_CXX_STANDARD_REQUIRED ON)\n") +
                       (cuda ? kMeasuredCudaOptions : kMeasuredOptions) + "\n" + baselineText(handover, ending) +
                       "add_library(" + name + " STATIC dispatch" + ending;
    for (const HandedKernel& kernel : handover.kernels) {
        text += " kernels/" + kernel.name + ending;
    }
    text += std::string(handover.baseline ? " ${baseline}" : "") + ")\ntarget_include_directories(" + name +
            " PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})\nset_target_properties(" + name +
            " PROPERTIES POSITION_INDEPENDENT_CODE ON)\n";
    text += cuda ? "" : "set_source_files_properties(dispatch.cpp PROPERTIES COMPILE_OPTIONS \"-O2\")\n";
    for (const HandedKernel& kernel : withBaseline(handover)) {
        text += measuredOptions(kernel, ending);
    }
    if (handover.vendor) {
        text += measuredOptions(*handover.vendor, ending) + "target_link_libraries(" + name +
                " PUBLIC ${baseline_libraries})\n";
    }
    if (has(handover, "-fopenmp")) {
        text += "target_link_options(" + name + " PUBLIC -fopenmp)\n";
    }
    if (has(handover, "-pthread")) {
        text += "target_link_options(" + name + " PUBLIC -pthread)\n";
    }
    return text + testText(handover);
}

} // namespace espalier::handover
