#include "core/task/dtype.h"

#include <array>
#include <limits>

namespace espalier {
namespace {

struct Row
{
    DType dtype;
    std::string_view text;
    std::string_view cpp;
    std::size_t size;
};

constexpr std::array<Row, 6> kRows{{{DType::Float32, "float32", "float", 4},
                                    {DType::Float64, "float64", "double", 8},
                                    {DType::Int32, "int32", "int32_t", 4},
                                    {DType::Int64, "int64", "int64_t", 8},
                                    {DType::Float16, "float16", "float16", 2},
                                    {DType::BFloat16, "bfloat16", "bfloat16", 2}}};

const Row& row(DType dtype)
{
    return kRows.at(static_cast<std::size_t>(dtype));
}

template <class T>
FloatRange rangeOfNative()
{
    using Limits = std::numeric_limits<T>;
    return {static_cast<double>(Limits::max()), static_cast<double>(Limits::min()),
            static_cast<double>(Limits::epsilon()) / 2, static_cast<double>(Limits::denorm_min()) / 2};
}

} // namespace

std::string_view toText(DType dtype)
{
    return row(dtype).text;
}

std::optional<DType> dtypeFromText(std::string_view text)
{
    for (const Row& r : kRows) {
        if (r.text == text) {
            return r.dtype;
        }
    }
    return std::nullopt;
}

std::size_t sizeOf(DType dtype)
{
    return row(dtype).size;
}

bool isFloat(DType dtype)
{
    return dtype == DType::Float32 || dtype == DType::Float64 || isHalf(dtype);
}

bool isHalf(DType dtype)
{
    return dtype == DType::Float16 || dtype == DType::BFloat16;
}

std::string_view cppName(DType dtype)
{
    return row(dtype).cpp;
}

FloatRange rangeOf(DType dtype)
{
    switch (dtype) {
    case DType::Float16:
        return {65504, 0x1p-14, 0x1p-11, 0x1p-25};
    case DType::BFloat16:
        return {0x1.fep127, 0x1p-126, 0x1p-8, 0x1p-134};
    case DType::Float64:
        return rangeOfNative<double>();
    default:
        return rangeOfNative<float>();
    }
}

} // namespace espalier
