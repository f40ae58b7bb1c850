#pragma once

#include "core/task/dtype.h"
#include "core/task/halffloat.h"

#include <cstdint>

namespace espalier {

/// Calls `use` with a tensor's elements as what they are: const float*, const Float16*, const std::int64_t*, …
template <class F>
auto withElements(DType dtype, const void* data, F&& use)
{
    switch (dtype) {
    case DType::Float64:
        return use(static_cast<const double*>(data));
    case DType::Int32:
        return use(static_cast<const std::int32_t*>(data));
    case DType::Int64:
        return use(static_cast<const std::int64_t*>(data));
    case DType::Float16:
        return use(static_cast<const Float16*>(data));
    case DType::BFloat16:
        return use(static_cast<const BFloat16*>(data));
    case DType::Float32:
        break;
    }
    return use(static_cast<const float*>(data));
}

} // namespace espalier
