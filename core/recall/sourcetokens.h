#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// A token of C++, OpenCL C, CUDA C++ or Python as the compiler sees it, without the blanks and comments around it.
struct SourceToken
{
    enum class Kind {
        Name,
        Number,
        Text,      ///< a string or character, with its quotes
        Sign,      ///< an operator or bracket
        Directive, ///< a whole preprocessor line, or a line of the launch manifest, with single blanks; of Python the
                   ///< end of a line, the begin or the end of a block
    };

    Kind kind = Kind::Sign;
    std::string text;

    bool operator==(const SourceToken&) const = default;
};

/// Whether sources of this language are Python: "triton" and "torch". Nothing in them may be renamed.
bool isPython(std::string_view language);

/// The tokens of a source in their order. In `language` "opencl" and "cuda" comments that say "launch:" or "scratch:"
/// are kept, because the launch manifest is made of them. Nothing for a source this reader is not sure of: raw strings,
/// digraphs and trigraphs, a string or comment without an end, more than 1 MiB; Python that names another language for
/// its kernels in a comment.
std::optional<std::vector<SourceToken>> sourceTokens(std::string_view source, std::string_view language);

} // namespace espalier
