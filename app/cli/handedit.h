#pragma once

#include "core/store/store.h"

namespace espalier::cli {

/// The longest source that is taken from a file or a message, in bytes.
inline constexpr std::size_t kLongestSource = std::size_t{4} << 20;

/// A source made by hand becomes a candidate with its parent's build options; returns the hash of its object, which is
/// what an Add command names.
Result<std::string> storeEdit(Store& store, const Node& parent, std::string source);

} // namespace espalier::cli
