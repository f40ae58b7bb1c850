#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace espalier {

/// Element types of task inputs and outputs on the CPU.
enum class DType { Float32, Float64, Int32, Int64 };

std::string_view toText(DType dtype); ///< "float32", …
std::optional<DType> dtypeFromText(std::string_view text);
std::size_t sizeOf(DType dtype); ///< bytes
bool isFloat(DType dtype);
std::string_view cppName(DType dtype); ///< "float", "int64_t"

} // namespace espalier
