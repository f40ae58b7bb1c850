#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace espalier {

/// Element types of task inputs and outputs.
enum class DType { Float32, Float64, Int32, Int64, Float16, BFloat16 };

std::string_view toText(DType dtype); ///< "float32", …
std::optional<DType> dtypeFromText(std::string_view text);
std::size_t sizeOf(DType dtype); ///< bytes
bool isFloat(DType dtype);
/// float16 and bfloat16, which only device code computes with.
bool isHalf(DType dtype);
std::string_view cppName(DType dtype); ///< "float", "int64_t", "float16"

/// What a floating-point type can hold.
struct FloatRange
{
    double largest = 0;
    double smallestNormal = 0;
    double roundoff = 0;  ///< rounding to it is off by at most this share
    double underflow = 0; ///< or by this much, where that is more: half of the smallest number
};

/// Of a float type.
FloatRange rangeOf(DType dtype);

} // namespace espalier
