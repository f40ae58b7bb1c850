#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace espalier::cli {

/// One thing a search needs or would like.
struct Finding
{
    std::string name;
    bool works = false;
    bool required = false; ///< nothing runs without it
    std::string detail;    ///< what was found, or why it does not work
    std::string todo;      ///< empty when it works
};

/// Looks at compilers, judge, vendor libraries, store, roofs, display and sandbox; takes about two seconds, more the
/// first time roofs are measured.
std::vector<Finding> examineMachine(const std::filesystem::path& storeFolder);

} // namespace espalier::cli
