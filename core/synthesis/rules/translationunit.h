#pragma once

#include "core/base/result.h"
#include "core/synthesis/rules/syntax.h"

#include <memory>
#include <string>

namespace espalier::rules {

class Script;

/// What a source is written in.
enum class Dialect { Cpp, OpenCl, Cuda, Triton };

/// A kernel's source as the transformations see it: the text, its syntax tree and the function the task asks for.
/// Immutable.
struct Kernel
{
    std::string source;
    std::string header;   ///< declarations the source may rely on (the task's)
    std::string function; ///< name of the task's function; of the first one launched for a device
    Dialect dialect = Dialect::Cpp;
    std::unique_ptr<Node> root;           ///< null for Triton, whose sources are Python
    const Node* entry = nullptr;          ///< the task's function, with its body
    std::shared_ptr<const Script> script; ///< of Triton alone

    std::string text(const Node& node) const { return source.substr(node.begin, node.end - node.begin); }
    std::string text(unsigned begin, unsigned end) const { return source.substr(begin, end - begin); }
    /// For a device: OpenCL C and CUDA C++ with a launch manifest in their head, or Triton.
    bool device() const { return dialect != Dialect::Cpp; }
    const Node& body() const { return *entry->children.back(); }
};

/// Parses with libclang, as C++20. The source is never run and includes are looked up only where the system's compiler
/// would. Refuses sources over 512 KiB, with NUL bytes, that do not parse, or that do not define `function`; the error
/// carries the first diagnostic. Any thread; each keeps a parser of its own whose precompiled includes make a second
/// parse of sources with the same includes about ten times faster.
Result<std::shared_ptr<const Kernel>> parseKernel(const std::string& source, const std::string& header,
                                                  const std::string& function);

/// The same for OpenCL C; `kernel` is one of its kernels.
Result<std::shared_ptr<const Kernel>> parseDeviceKernel(const std::string& source, const std::string& kernel);

/// The same for CUDA C++, device code alone. What it may use of CUDA is what cudaPrelude() declares; an include of a
/// header that is not among cudaHeaders() is not found, which refuses the source.
Result<std::shared_ptr<const Kernel>> parseCudaKernel(const std::string& source, const std::string& kernel);

/// In the language of `like`, with its header and its function.
Result<std::shared_ptr<const Kernel>> parseLike(const Kernel& like, const std::string& source);

} // namespace espalier::rules
