#include "core/synthesis/rules/snippetcheck.h"

#include "core/synthesis/rules/clangtree.h"
#include "core/synthesis/rules/parserheaders.h"

#include <array>
#include <vector>

namespace espalier::rules {
namespace {

std::string firstProblem(CXTranslationUnit unit)
{
    std::string first;
    for (unsigned i = 0; first.empty() && i < clang_getNumDiagnostics(unit); ++i) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            first = takeText(clang_formatDiagnostic(diagnostic, CXDiagnostic_DisplaySourceLocation));
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return first;
}

std::vector<const char*> argumentsFor(const std::string& language)
{
    if (language == "cpp") {
        return {"-x", "c++", "-std=c++20", "-fopenmp", "-march=x86-64-v4"};
    }
    return {"-x", "cl", "-cl-std=CL1.2", "-Xclang", "-finclude-default-header", "-Xclang", "-fdeclare-opencl-builtins"};
}

} // namespace

std::string snippetProblem(const std::string& language, const std::string& code)
{
    if (language != "cpp" && language != "opencl") {
        return {};
    }
    const char* const name = language == "cpp" ? "code.cpp" : "code.cl";
    const std::string bundled = bundledHeaders();
    std::vector<const char*> arguments = argumentsFor(language);
    if (!bundled.empty()) {
        arguments.insert(arguments.end(), {"-idirafter", bundled.c_str()});
    }
    std::array<CXUnsavedFile, 1> files{CXUnsavedFile{name, code.data(), code.size()}};
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit unit =
        clang_parseTranslationUnit(index, name, arguments.data(), static_cast<int>(arguments.size()), files.data(),
                                   files.size(), CXTranslationUnit_None);
    std::string problem = "libclang could not read it";
    if (unit != nullptr) {
        problem = firstProblem(unit);
        clang_disposeTranslationUnit(unit);
    }
    clang_disposeIndex(index);
    return problem;
}

} // namespace espalier::rules
