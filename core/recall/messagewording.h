#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace espalier {

/// A message of a compiler or of the judge as it would read for another kernel with the same fault: names that are the
/// kernel's own become "_", numbers "#", file names and folders "_", all quotes "'"; the language's names stay, because
/// they say what the fault is. A suggestion ("; did you mean …"), the name of a warning's option and text that the
/// kernel itself put into the message (#error, static_assert) are left out. One line of printable ASCII, at most `most`
/// bytes, whatever was given.
std::string messageWording(std::string_view message, std::size_t most = 160);

} // namespace espalier
