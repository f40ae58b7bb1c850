#pragma once

#include <string>

namespace espalier {

/// The name by which the system knows who runs this; "user 1000" where it has none.
std::string loginName();

} // namespace espalier
