#pragma once

#include "core/synthesis/rules/transformation.h"

#include <memory>
#include <string_view>
#include <vector>

namespace espalier::rules {

/// Every transformation of source there is, in a fixed order.
const std::vector<std::unique_ptr<Transformation>>& transformations();

/// By name, or null.
const Transformation* transformationNamed(std::string_view name);

} // namespace espalier::rules
