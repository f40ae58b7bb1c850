#pragma once

#include "core/base/result.h"
#include "core/opencl/signature.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

/// How the kernels of an OpenCL source are launched, read from comment lines in its head (blank lines, // comments and
/// preprocessor lines before the first code):
///
///     // scratch: partial float[rows]
///     // launch: normalize global(rows*WG) local(WG) args(x, w, y, partial, rows, cols, local float[WG])
///
/// Launches run in order. Sizes are expressions over the task's dims and the source's `#define NAME number` lines of
/// the head. A manifest is a value; parsing takes any bytes.
struct Manifest
{
    /// A device buffer of the candidate's own, alive between the launches of one call.
    struct Scratch
    {
        std::string name;
        DType dtype = DType::Float32;
        Expression elements;
    };

    struct Argument
    {
        enum class Kind { Input, Output, Scratch, Dim, Local };

        Kind kind = Kind::Dim;
        std::size_t index = 0;        ///< of the input, output, scratch or dim
        DType dtype = DType::Float32; ///< Local
        Expression elements;          ///< Local
    };

    struct Launch
    {
        std::string kernel;
        std::vector<Expression> global; ///< work-items, 1 to 3 dimensions
        std::vector<Expression> local;  ///< work-items of a group, as many
        std::vector<Argument> arguments;
    };

    Dims constants; ///< `#define NAME number`
    std::vector<Scratch> scratch;
    std::vector<Launch> launches; ///< at least one

    static Result<Manifest> parse(std::string_view source, const KernelSignature& signature);
};

/// The lines of a source that can hold its manifest.
std::string_view sourceHead(std::string_view source);

/// "float", "double", "int", "long", "half" or "__half", "bfloat16" or "__nv_bfloat16".
std::optional<DType> deviceType(std::string_view name);
/// As kernels have it; the 16-bit types by CUDA's names, because OpenCL's tasks have none.
std::string_view deviceName(DType dtype);

} // namespace espalier
