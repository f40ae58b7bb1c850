#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace espalier {

/// Looks for source that would read files of the machine into the kernel: #include, #embed and __has_include of
/// absolute paths, of paths through "..", of names made by macros, of quoted files other than "task.h"; and .incbin in
/// assembler. Returns the sentence that says what was found. The compiler also runs where it can read nothing but the
/// system's headers and libraries, so this is for a clear word, not the only wall.
std::optional<std::string> refusedSource(std::string_view source);

} // namespace espalier
