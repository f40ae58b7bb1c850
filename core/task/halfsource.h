#pragma once

#include <string_view>

namespace espalier {

/// The text of halffloat.h, which needs the standard library only: for C++ that is compiled apart from this program.
std::string_view halfFloatSource();

} // namespace espalier
