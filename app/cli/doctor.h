#pragma once

#include "core/diagnose/roofs.h"
#include "core/graph/deviceroofs.h"

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

/// Looks at compilers, judge, vendor libraries, store, display and sandbox; takes about two seconds. `measured` are
/// this machine's roofs, `gpu` those of its GPU, or why there are none.
std::vector<Finding> examineMachine(const std::filesystem::path& storeFolder, const Result<Roofs>& measured,
                                    const Result<DeviceRoofs>& gpu);

} // namespace espalier::cli
