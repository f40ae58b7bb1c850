#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// What files of a candidate's language end in: ".cpp" for cpp, ".cl" for opencl, ".cu" for cuda, ".py" for triton;
/// ".txt" for a language that is not ours, which sessions of other tools hold.
std::string sourceEnding(std::string_view language);

/// The language of a file that ends in this, with its dot; C++ has ".cc" and ".cxx" beside its own. Nothing for what is
/// no candidate's source.
std::optional<std::string> languageOfEnding(std::string_view ending);

} // namespace espalier
