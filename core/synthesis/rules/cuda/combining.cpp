#include "core/synthesis/rules/cuda/combining.h"

namespace espalier::rules {

namespace {

/// Puts `other` into `value`. An extreme keeps what it has against a NaN, as `if (other > value)` does.
std::string taking(Combine how)
{
    switch (how) {
    case Combine::Largest:
        return "value = other > value ? other : value;\n";
    case Combine::Least:
        return "value = other < value ? other : value;\n";
    case Combine::Sum:
        break;
    }
    return "value += other;\n";
}

std::string headOf(Combine how, bool block)
{
    return "template <class T> __device__ T " + combiningName(how, block) + "(T value)\n{\n";
}

std::string warpFunction(Combine how)
{
    return headOf(how, false) +
           "for (int apart = 16; apart > 0; apart /= 2) {\n"
           "const T other = __shfl_xor_sync(0xffffffffu, value, apart);\n" +
           taking(how) + "}\nreturn value;\n}\n\n";
}

/// The first barrier keeps a quick warp from writing over what a slow one still reads of the call before.
std::string blockFunction(Combine how)
{
    return headOf(how, true) + "__shared__ T parts[32];\nvalue = " + combiningName(how, false) +
           "(value);\n__syncthreads();\nif (threadIdx.x % 32 == 0) {\nparts[threadIdx.x / 32] = value;\n}\n"
           "__syncthreads();\nvalue = parts[0];\nfor (unsigned warp = 1; warp < blockDim.x / 32; ++warp) {\n"
           "const T other = parts[warp];\n" +
           taking(how) + "}\nreturn value;\n}\n\n";
}

} // namespace

std::string combiningName(Combine how, bool block)
{
    const std::string of = block ? "block_" : "warp_";
    return of + (how == Combine::Sum ? "sum" : how == Combine::Largest ? "largest" : "least");
}

std::string combiningFunctions(const std::string& source, const std::set<Combine>& which, bool block)
{
    const auto has = [&](Combine how, bool whole) {
        return source.find(" " + combiningName(how, whole) + "(T value)") != std::string::npos;
    };
    std::string text;
    for (const Combine how : which) {
        text += has(how, false) ? "" : warpFunction(how);
        text += !block || has(how, true) ? "" : blockFunction(how);
    }
    return text;
}

} // namespace espalier::rules
