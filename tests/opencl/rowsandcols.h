#pragma once

#include "core/opencl/signature.h"

namespace espalier::test {

/// y[rows, cols] of x[rows, cols] and w[cols].
inline KernelSignature rowsAndCols()
{
    KernelSignature signature{{"rows", "cols"}, {}, {}};
    const auto tensor = [&](const char* name, std::vector<const char*> shape) {
        Tensor made;
        made.name = name;
        for (const char* extent : shape) {
            made.shape.push_back(*Expression::parse(extent, signature.dims));
        }
        return made;
    };
    signature.inputs = {tensor("x", {"rows", "cols"}), tensor("w", {"cols"})};
    signature.outputs = {tensor("y", {"rows", "cols"})};
    return signature;
}

} // namespace espalier::test
