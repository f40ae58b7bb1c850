#include "core/task/dtype.h"

#include <array>

namespace espalier {
namespace {

struct Row
{
    DType dtype;
    std::string_view text;
    std::string_view cpp;
    std::size_t size;
};

constexpr std::array<Row, 4> kRows{{{DType::Float32, "float32", "float", 4},
                                    {DType::Float64, "float64", "double", 8},
                                    {DType::Int32, "int32", "int32_t", 4},
                                    {DType::Int64, "int64", "int64_t", 8}}};

const Row& row(DType dtype)
{
    return kRows.at(static_cast<std::size_t>(dtype));
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
    return dtype == DType::Float32 || dtype == DType::Float64;
}

std::string_view cppName(DType dtype)
{
    return row(dtype).cpp;
}

} // namespace espalier
