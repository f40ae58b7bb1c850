#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace espalier {

// How the toolchain and espalier-clworker --serve-builds speak: a stream socket in the server's working folder, one
// connection a build. Asked is one line, the name of a folder there; answered is what the compiler prints as it comes,
// and when it has ended, in a line of its own, how. Who hangs up has the build killed.

inline constexpr const char* kBuildSocket = "builds";

/// "build-7\n"
std::string buildRequestLine(int number);
/// The folder's name; nothing for anything else, which may come from a compiler that went astray.
std::optional<std::string> folderAskedFor(std::string_view line);

/// How a compiler ended.
struct BuildEnd
{
    int exitCode = -1; ///< valid when signal is 0
    int signal = 0;
};
/// "\nended 1 0\n"
std::string buildEndLine(const BuildEnd& end);
/// Takes the line off the end of an answer; nothing where the server died before it wrote one.
std::optional<BuildEnd> takeBuildEnd(std::string& answer);

} // namespace espalier
