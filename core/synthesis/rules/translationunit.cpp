#include "core/synthesis/rules/translationunit.h"

#include "core/synthesis/rules/clangtree.h"
#include "core/synthesis/rules/cuda/cudaprelude.h"
#include "core/synthesis/rules/parserheaders.h"
#include "core/synthesis/rules/triton/tritonrule.h"

#include <array>
#include <clang-c/Index.h>
#include <utility>
#include <vector>

namespace espalier::rules {

namespace {

constexpr std::size_t kLargestSource = std::size_t{512} << 10;
/// Stands for the source, which is given from memory. libclang keeps the precompiled includes only of a main file that
/// exists (6 ms a parse instead of 330), though it never reads it.
constexpr const char* kMainName = "/dev/null";
constexpr const char* kHeaderName = "/espalier-virtual/task.h";

Error unparsable(const std::string& why)
{
    return {ErrorKind::Answer, "The rules cannot read this kernel", why, "correct the source, then try again"};
}

CXIndex createIndex()
{
    CXIndexOptions options{};
    options.Size = sizeof options;
    options.ExcludeDeclarationsFromPCH = 1;
    options.StorePreamblesInMemory = 1; // a killed process must leave nothing behind
    return clang_createIndexWithOptions(&options);
}

/// One thread's libclang index and translation unit for one language, reparsed for every source.
class Parser
{
public:
    explicit Parser(std::vector<const char*> arguments)
        : m_arguments(std::move(arguments)), m_headers(bundledHeaders()), m_index(createIndex())
    {
        if (!m_headers.empty()) { // after the system's, whose own limits.h asks for the next one
            m_arguments.insert(m_arguments.end(), {"-idirafter", m_headers.c_str()});
        }
    }
    ~Parser()
    {
        dispose();
        clang_disposeIndex(m_index);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    CXTranslationUnit parse(const std::string& source, const std::string& header)
    {
        std::array<CXUnsavedFile, 2> files{CXUnsavedFile{kMainName, source.data(), source.size()},
                                           CXUnsavedFile{kHeaderName, header.data(), header.size()}};
        if (m_unit != nullptr && header == m_header) {
            if (clang_reparseTranslationUnit(m_unit, files.size(), files.data(), 0) == 0) {
                return m_unit;
            }
            dispose();
        }
        dispose();
        m_header = header;
        const unsigned flags = CXTranslationUnit_PrecompiledPreamble | CXTranslationUnit_CreatePreambleOnFirstParse |
                               CXTranslationUnit_SkipFunctionBodies |
                               CXTranslationUnit_LimitSkipFunctionBodiesToPreamble;
        const CXErrorCode code =
            clang_parseTranslationUnit2(m_index, kMainName, m_arguments.data(), static_cast<int>(m_arguments.size()),
                                        files.data(), files.size(), flags, &m_unit);
        if (code != CXError_Success) {
            m_unit = nullptr;
        }
        return m_unit;
    }

private:
    void dispose()
    {
        if (m_unit != nullptr) {
            clang_disposeTranslationUnit(m_unit);
            m_unit = nullptr;
        }
    }

    std::vector<const char*> m_arguments;
    std::string m_headers; ///< a bundle's, or empty
    CXIndex m_index;
    CXTranslationUnit m_unit = nullptr;
    std::string m_header;
};

std::string firstError(CXTranslationUnit unit)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit); ++i) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        std::string text;
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            unsigned line = 0;
            clang_getSpellingLocation(clang_getDiagnosticLocation(diagnostic), nullptr, &line, nullptr, nullptr);
            text = "line " + std::to_string(line) + ": " + takeText(clang_getDiagnosticSpelling(diagnostic));
        }
        clang_disposeDiagnostic(diagnostic);
        if (!text.empty()) {
            return text;
        }
    }
    return {};
}

/// Those of the source itself and of extern "C", which is how device code is often written.
std::vector<const Node*> functionsOf(const Node& root)
{
    std::vector<const Node*> functions;
    for (const auto& top : root.children) {
        if (top->kind == Kind::Function) {
            functions.push_back(top.get());
        } else if (top->kind == Kind::Other) {
            for (const auto& inner : top->children) {
                if (inner->kind == Kind::Function) {
                    functions.push_back(inner.get());
                }
            }
        }
    }
    return functions;
}

Result<std::shared_ptr<const Kernel>> parse(Parser& parser, const std::string& source, const std::string& header,
                                            const std::string& function)
{
    if (source.size() > kLargestSource) {
        return unparsable("it is larger than 512 KiB");
    }
    if (source.find('\0') != std::string::npos) {
        return unparsable("it contains a NUL byte");
    }
    CXTranslationUnit unit = parser.parse(source, header);
    if (unit == nullptr) {
        return unparsable("libclang could not parse it");
    }
    if (const std::string error = firstError(unit); !error.empty()) {
        return unparsable(error);
    }
    auto kernel = std::make_shared<Kernel>();
    kernel->source = source;
    kernel->header = header;
    kernel->function = function;
    kernel->root = treeOf(unit, source);
    if (kernel->root == nullptr) {
        return unparsable("its statements are nested deeper than 200 levels");
    }
    for (const Node* top : functionsOf(*kernel->root)) {
        if (top->name == function && !top->children.empty() && top->children.back()->kind == Kind::Compound) {
            kernel->entry = top;
        }
    }
    if (kernel->entry == nullptr) {
        return unparsable("it does not define " + function);
    }
    return std::shared_ptr<const Kernel>(std::move(kernel));
}

} // namespace

Result<std::shared_ptr<const Kernel>> parseKernel(const std::string& source, const std::string& header,
                                                  const std::string& function)
{
    // Without -fopenmp: a pragma must not come between a loop and its parent in the tree.
    static thread_local Parser parser({"-x", "c++", "-std=c++20", "-include", kHeaderName});
    return parse(parser, source, header, function);
}

Result<std::shared_ptr<const Kernel>> parseDeviceKernel(const std::string& source, const std::string& kernel)
{
    static thread_local Parser parser(
        {"-x", "cl", "-cl-std=CL1.2", "-Xclang", "-finclude-default-header", "-Xclang", "-fdeclare-opencl-builtins"});
    auto parsed = parse(parser, source, "", kernel);
    if (!parsed) {
        return parsed;
    }
    std::const_pointer_cast<Kernel>(*parsed)->dialect = Dialect::OpenCl; // nobody else holds it yet
    return parsed;
}

Result<std::shared_ptr<const Kernel>> parseCudaKernel(const std::string& source, const std::string& kernel)
{
    static thread_local Parser parser(cudaArguments(kHeaderName));
    auto parsed = parse(parser, withoutCudaHeaders(source), cudaPrelude(), kernel);
    if (!parsed) {
        return parsed;
    }
    Kernel& made = *std::const_pointer_cast<Kernel>(*parsed); // nobody else holds it yet
    made.dialect = Dialect::Cuda;
    made.source = source; // as long as what was parsed
    return parsed;
}

Result<std::shared_ptr<const Kernel>> parseLike(const Kernel& like, const std::string& source)
{
    switch (like.dialect) {
    case Dialect::OpenCl:
        return parseDeviceKernel(source, like.function);
    case Dialect::Cuda:
        return parseCudaKernel(source, like.function);
    case Dialect::Triton:
        return parseTritonKernel(source);
    case Dialect::Cpp:
        break;
    }
    return parseKernel(source, like.header, like.function);
}

} // namespace espalier::rules
