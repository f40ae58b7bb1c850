#pragma once

#include "core/synthesis/rules/transformation.h"

#include <memory>
#include <string_view>
#include <vector>

namespace espalier::rules {

/// Every transformation of C++ there is, in a fixed order; those of OpenCL C are deviceTransformations().
const std::vector<std::unique_ptr<Transformation>>& transformations();

/// Those for a source in that language.
const std::vector<std::unique_ptr<Transformation>>& transformationsOf(Dialect dialect);

/// Of one language by name, or null.
const Transformation* transformationNamed(std::string_view name, Dialect dialect);

/// Of the first language that has one of this name, C++ before the others; null where there is none.
const Transformation* transformationNamed(std::string_view name);

} // namespace espalier::rules
